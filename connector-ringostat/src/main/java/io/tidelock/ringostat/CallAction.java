package io.tidelock.ringostat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a call leaves in the CRM: one cell of the {@link CallMatrix}. A contact or a deal that is there is never created, and
 * keeps its owner.
 *
 * @param createContact whether a new client becomes a contact
 * @param createDeal whether a client without an open deal gets one
 * @param owner whose the created contact and deal are
 * @param attachCall whether the call is recorded, on contact and deal as far as there are some
 * @param noteAnswerer whether a note on contact and deal says who took the call
 * @param task the task that is left; null for none
 */
public record CallAction(
        boolean createContact,
        boolean createDeal,
        Whose owner,
        boolean attachCall,
        boolean noteAnswerer,
        @Nullable CallTask task) {

    /** Returns the action that leaves nothing. */
    public static CallAction nothing() {
        return new CallAction(false, false, Whose.RESPONSIBLE, false, false, null);
    }

    /** Returns this, creating a contact for a new client. */
    public CallAction contact() {
        return new CallAction(true, createDeal, owner, attachCall, noteAnswerer, task);
    }

    /** Returns this, creating a deal for a client without an open one. */
    public CallAction deal() {
        return new CallAction(createContact, true, owner, attachCall, noteAnswerer, task);
    }

    /** Returns this without creating a deal. */
    public CallAction noDeal() {
        return new CallAction(createContact, false, owner, attachCall, noteAnswerer, task);
    }

    /** Returns this, with another owner of what is created. */
    public CallAction ownedBy(Whose whose) {
        return new CallAction(createContact, createDeal, whose, attachCall, noteAnswerer, task);
    }

    /** Returns this, recording the call. */
    public CallAction call() {
        return new CallAction(createContact, createDeal, owner, true, noteAnswerer, task);
    }

    /** Returns this, with a note that says who took the call. */
    public CallAction answererNoted() {
        return new CallAction(createContact, createDeal, owner, attachCall, true, task);
    }

    /** Returns this, with a task. */
    public CallAction task(CallTask left) {
        return new CallAction(createContact, createDeal, owner, attachCall, noteAnswerer, left);
    }

    /** Returns this without a task. */
    public CallAction noTask() {
        return new CallAction(createContact, createDeal, owner, attachCall, noteAnswerer, null);
    }

    /** Returns the task. */
    public Optional<CallTask> leftTask() {
        return Optional.ofNullable(task);
    }
}
