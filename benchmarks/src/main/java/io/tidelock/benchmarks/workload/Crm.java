package io.tidelock.benchmarks.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The target: contacts in memory, one for each e-mail address, taken and given in batches of 100. Counts its calls. Not
 * thread-safe.
 */
public final class Crm {

    /** The most keys, ids or records of one call. */
    public static final int BATCH = 100;

    private final List<Contact> contacts = new ArrayList<>();
    private final Map<String, Contact> byEmail = new HashMap<>();
    private int lookUps;
    private int reads;
    private int writes;

    /** Makes a CRM that knows every tenth of so many patients already, by name and e-mail address. */
    public static Crm knowingSomeOf(int patients) {
        Crm crm = new Crm();
        for (int number = 7; number < patients; number += 10) {
            crm.apply(new Write(null, Patients.known(number)));
        }
        return crm;
    }

    /**
     * One record to write.
     *
     * @param contact which one; null to create it
     * @param row the fields to set; empty ones are left alone
     */
    public record Write(@Nullable String contact, Row row) {}

    /** Returns the contacts with these e-mail addresses, in their order. */
    public List<Optional<Contact>> byEmail(List<String> emails) {
        requireBatch(emails.size());
        lookUps++;
        return emails.stream()
                .map(email -> Optional.ofNullable(byEmail.get(email)))
                .toList();
    }

    /** Returns the contacts with these ids, in their order. */
    public List<Optional<Contact>> byId(List<String> ids) {
        requireBatch(ids.size());
        reads++;
        return ids.stream().map(this::find).toList();
    }

    /** Writes records, and returns what they show now, in their order. */
    public List<Contact> write(List<Write> batch) {
        requireBatch(batch.size());
        writes++;
        List<Contact> written = new ArrayList<>(batch.size());
        for (Write write : batch) {
            written.add(apply(write));
        }
        return written;
    }

    /** Returns how often it was called. */
    public Calls calls() {
        return new Calls(lookUps, reads, writes);
    }

    int size() {
        return contacts.size();
    }

    Optional<Contact> find(String id) {
        int index = Integer.parseInt(id.substring(1));
        return index < contacts.size() ? Optional.of(contacts.get(index)) : Optional.empty();
    }

    private Contact apply(Write write) {
        if (write.contact() == null) {
            Contact created = new Contact("c" + contacts.size(), write.row());
            contacts.add(created);
            index(created);
            return created;
        }
        Contact before = find(write.contact()).orElseThrow();
        Contact after = new Contact(before.id(), write.row().over(before.row()));
        contacts.set(Integer.parseInt(before.id().substring(1)), after);
        index(after);
        return after;
    }

    private void index(Contact contact) {
        String email = Objects.requireNonNull(contact.row().cell(Column.EMAIL));
        Contact other = byEmail.put(email, contact);
        if (other != null && !other.id().equals(contact.id())) {
            throw new WrongResultException("Two contacts have one e-mail address: " + other.id() + ", " + contact.id());
        }
    }

    private static void requireBatch(int size) {
        if (size < 1 || size > BATCH) {
            throw new WrongResultException("A call takes 1 to " + BATCH + " records, not " + size);
        }
    }
}
