package io.tidelock.answers;

import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import java.util.List;
import java.util.Optional;

/**
 * What is known about a record in one flow, and what would become of it now.
 *
 * @param flow the flow
 * @param side the side it stands at
 * @param counterpart the record it is linked with
 * @param known what is stored about it, a sentence each: link, parked, last verdict, open writes, merges, decisions
 * @param heardBy the channels by which the flow hears of such a record, live ones first; which of them showed it last is not
 *     stored
 * @param looks where its counterpart was looked for just now, in order
 * @param fields what would be done about each mapping now; empty where it does not come to that
 * @param next what would be written now
 * @param obstacle what is in the way, or that nothing is
 */
public record FlowExplanation(
        String flow,
        Side side,
        Optional<RecordRef> counterpart,
        List<String> known,
        List<Hearing> heardBy,
        List<Look> looks,
        List<FieldAnswer> fields,
        List<PlannedChange> next,
        Obstacle obstacle) {

    /** Copies the lists. */
    public FlowExplanation {
        known = List.copyOf(known);
        heardBy = List.copyOf(heardBy);
        looks = List.copyOf(looks);
        fields = List.copyOf(fields);
        next = List.copyOf(next);
    }

    /**
     * One way by which a counterpart was looked for.
     *
     * @param rule the match rule, or {@code id} for the id property
     * @param candidates what it found, those included that are somebody else's
     */
    public record Look(String rule, List<RecordRef> candidates) {
        /** Copies the list. */
        public Look {
            candidates = List.copyOf(candidates);
        }
    }

    void text(StringBuilder text) {
        text.append("In flow ").append(flow).append(", as its ").append(side).append('\n');
        known.forEach(sentence -> line(text, sentence));
        heardBy.forEach(hearing -> line(text, "heard of by " + hearing));
        looks.forEach(look -> line(
                text,
                "looked for by " + look.rule() + ": " + (look.candidates().isEmpty() ? "nothing" : look.candidates())));
        fields.forEach(field -> line(text, of(field)));
        next.forEach(change -> line(text, "would " + change.verb() + " " + change.record() + " " + change.fields()));
        line(text, "→ " + obstacle);
    }

    private static String of(FieldAnswer field) {
        return "field " + field.source().orElse("(constant)") + " → "
                + field.target().orElse("(none)") + ", " + field.rule() + ": " + field.outcome()
                + field.shown()
                        .map(shown -> " (\"" + shown.source() + "\", \"" + shown.target() + "\")")
                        .orElse("");
    }

    private static void line(StringBuilder text, String sentence) {
        text.append("  ").append(sentence).append('\n');
    }
}
