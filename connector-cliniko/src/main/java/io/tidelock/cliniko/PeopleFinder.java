package io.tidelock.cliniko;

import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordLookup;
import io.tidelock.http.Unfinished;
import io.tidelock.record.Field;
import io.tidelock.record.FieldType;
import io.tidelock.record.Record;
import io.tidelock.record.UnreadableValueException;
import io.tidelock.record.Value;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks up by filters of a list, which cannot say "or": one request per key; where the budget is smaller than that, the
 * next look-up goes on where this one stopped. Finds what is not archived; every hit is compared again here.
 */
final class PeopleFinder implements RecordFinder {

    private static final Set<String> NAMES = Set.of("first_name", "last_name", "preferred_first_name");
    /** The longest text in every field that lists are filtered by. */
    private static final int LONGEST = 255;

    private static final Pattern INITIAL = Pattern.compile("(?<![\\p{L}\\p{M}])\\p{L}");

    private final Listing listing;
    private final Unfinished<Question, List<Record>> questions;

    PeopleFinder(Listing listing, Clock clock) {
        this.listing = listing;
        this.questions = new Unfinished<>(clock);
    }

    @Override
    public Optional<RecordLookup> by(List<Field> key) {
        List<Field> own = key.stream()
                .filter(field -> listing.resource().filterable().contains(field.name()))
                .flatMap(field -> listing.resource().field(field.name()).stream())
                .toList();
        return key.isEmpty() || own.size() < key.size() ? Optional.empty() : Optional.of(new Lookup(own));
    }

    private final class Lookup implements RecordLookup {

        private final List<Field> key;

        Lookup(List<Field> key) {
            this.key = key;
        }

        /** The primary store answers, but nothing is unique in Cliniko. */
        @Override
        public boolean authoritative() {
            return false;
        }

        @Override
        public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
            List<Question> asked = keys.stream()
                    .map(values -> new Question(key, List.copyOf(values)))
                    .toList();
            Map<Question, List<Record>> answers = questions.each(asked, question -> hits(question.values));
            return asked.stream()
                    .map(question -> answers.getOrDefault(question, List.of()))
                    .toList();
        }

        /**
         * Cliniko does not say whether {@code =} minds the case, and match rules ask in lower case: a name without a hit is
         * asked for once more with capitals, an e-mail address in lower case.
         */
        private List<Record> hits(List<String> asked) {
            if (!canBeHeld(asked)) {
                return List.of();
            }
            List<Record> hits = hits(asked, asked);
            List<String> spelled = spelled(asked);
            return hits.isEmpty() && !spelled.equals(asked) ? hits(spelled, asked) : hits;
        }

        /** What no record can hold is not asked for: Cliniko would refuse the filter, and the other keys with it. */
        private boolean canBeHeld(List<String> asked) {
            for (int i = 0; i < key.size(); i++) {
                if (asked.get(i).length() > LONGEST || !isReadable(key.get(i), asked.get(i))) {
                    return false;
                }
            }
            return true;
        }

        private List<Record> hits(List<String> spelling, List<String> asked) {
            List<String> filters = new ArrayList<>();
            for (int i = 0; i < key.size(); i++) {
                filters.add(key.get(i).name() + ":=" + spelling.get(i));
            }
            return listing.all(filters).stream()
                    .filter(row -> !row.isRemoved())
                    .map(Row::record)
                    .filter(record -> holds(record, asked))
                    .toList();
        }

        private List<String> spelled(List<String> asked) {
            List<String> spelled = new ArrayList<>();
            for (int i = 0; i < key.size(); i++) {
                spelled.add(spelling(key.get(i), asked.get(i)));
            }
            return spelled;
        }

        private boolean holds(Record record, List<String> asked) {
            for (int i = 0; i < key.size(); i++) {
                if (!same(key.get(i), record, asked.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private record Question(List<Field> key, List<String> values) {}

    private static boolean isReadable(Field field, String asked) {
        try {
            return field.type().read(Value.text(asked)).isPresent();
        } catch (UnreadableValueException unreadable) {
            return false;
        }
    }

    private static boolean same(Field field, Record record, String asked) {
        try {
            return form(field, record.value(field))
                    .equals(form(field, field.type().read(Value.text(asked))));
        } catch (UnreadableValueException unreadable) {
            return false;
        }
    }

    private static String form(Field field, Value value) {
        if (value.isAbsent()) {
            return "";
        }
        String canonical = field.type().canonical(value);
        return field.type() == FieldType.TEXT ? canonical.toLowerCase(Locale.ROOT) : canonical;
    }

    private static String spelling(Field field, String asked) {
        if (field.type() == FieldType.EMAIL) {
            return asked.toLowerCase(Locale.ROOT);
        }
        return NAMES.contains(field.name()) ? capitals(asked) : asked;
    }

    private static String capitals(String name) {
        return INITIAL.matcher(name).replaceAll(initial -> initial.group().toUpperCase(Locale.ROOT));
    }
}
