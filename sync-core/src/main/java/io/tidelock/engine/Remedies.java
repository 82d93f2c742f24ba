package io.tidelock.engine;

import io.tidelock.answers.Reason.Group;
import io.tidelock.record.Verb;
import io.tidelock.store.Parked;
import java.util.Map;
import java.util.Optional;

/** Says what the engine's own codes come to and what to do about them; codes of plans and systems go by how a record is parked. */
final class Remedies {

    private static final Map<String, Remedy> KNOWN = Map.ofEntries(
            disputed("SEVERAL_MATCHES", "Choose one, or make the records differ: disputes()"),
            disputed("ID_CONTESTED", "Two records carry one id; take it from one of them, or choose: disputes()"),
            disputed(Contest.CODE, "Choose one, or make the records differ: disputes()"),
            disputed("ALREADY_LINKED", "Unlink one of the two, or choose another: disputes()"),
            disputed("ALREADY_EXISTS", "Look why the record with the same key does not match, then choose: disputes()"),
            disputed("CHOSEN_LINKED", "Unlink one of the two: pairs()"),
            disputed("MERGED_ONTO_LINKED", "Merge this one too, or take the other pair apart: pairs()"),
            disputed("CONFLICT", "Make both sides equal in the fields that it names, or change one of them"),
            failing(Recovery.LOST, "Look whether its counterpart was created; then resync it"),
            failing("UNMAPPED_VALUE", "Add the value to the mapping, or correct the record"),
            failing("UNREADABLE_VALUE", "Correct the record, or the type of the field in the plan"),
            failing("RULE_FAILED", "Mend the plan's rule, and raise its revision"),
            failing("CONNECTOR_FAILED", "Report it to whoever wrote the connector"),
            failing("NO_OWN_KEY", "Give the record what it is recognised by"),
            failing("DUPLICATE_PART", "Correct the record, or the rule that takes it apart"),
            excluded(Desk.DISMISSED, "An edit or a retry takes it again: quarantine()"),
            excluded("BEFORE_ACTIVATION", "A backfill takes it"),
            excluded("COUNTERPART_GONE", "Restore the counterpart, or unlink the two to create it anew: pairs()"));

    private Remedies() {}

    /**
     * What a code comes to.
     *
     * @param remedy what to do; empty for nothing
     */
    record Remedy(Group group, String remedy) {}

    /** Returns what a record is parked for. */
    static Remedy of(Parked parked) {
        Remedy known = KNOWN.get(parked.code());
        boolean isHeld = parked.state() == Parked.State.QUARANTINED;
        if (known != null && isHeld) {
            return known;
        } else if (isHeld) {
            return new Remedy(Group.FAILING, "Do what its reason says; an edit releases it, and so does resync");
        }
        return new Remedy(
                Group.WAITING, braked(parked.code()).map(Remedies::leave).orElse(""));
    }

    /** Returns what a verdict means that was remembered about a record which is not parked. */
    static Remedy ofVerdict(String code) {
        if (code.equals(Contest.CODE) || code.equals(Desk.APART) || code.equals(Ledger.REPLACED)) {
            return new Remedy(Group.NOTED, "");
        }
        return KNOWN.getOrDefault(code, new Remedy(Group.EXCLUDED, ""));
    }

    /** Returns which brake holds records back with a code. */
    static Optional<Verb> braked(String code) {
        for (Verb verb : Verb.values()) {
            if (Brakes.code(verb).equals(code)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }

    private static String leave(Verb verb) {
        return "Look why there are so many; if it is right, approve(flow, " + verb + ", ceiling)";
    }

    private static Map.Entry<String, Remedy> disputed(String code, String remedy) {
        return Map.entry(code, new Remedy(Group.DISPUTED, remedy));
    }

    private static Map.Entry<String, Remedy> failing(String code, String remedy) {
        return Map.entry(code, new Remedy(Group.FAILING, remedy));
    }

    private static Map.Entry<String, Remedy> excluded(String code, String remedy) {
        return Map.entry(code, new Remedy(Group.EXCLUDED, remedy));
    }
}
