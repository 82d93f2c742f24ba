package io.tidelock.hubspot;

import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordLookup;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks up by a unique property in the primary store, by anything else in the search index. */
final class ObjectFinder implements RecordFinder {

    private final Portal portal;
    private final Records records;
    private final Searches searches;
    private final Definitions definitions;
    private final boolean searchesOtherAddresses;

    ObjectFinder(Parts parts, Records records) {
        this.portal = parts.portal();
        this.records = records;
        this.searches = parts.searches();
        this.definitions = parts.definitions();
        this.searchesOtherAddresses = parts.searchesOtherAddresses();
    }

    @Override
    public Optional<RecordLookup> by(List<Field> key) {
        return key.isEmpty() ? Optional.empty() : Optional.of(new Either(List.copyOf(key)));
    }

    /**
     * Decides when it is used, because only the portal knows whether a property is unique. So {@link #authoritative} may
     * ask it, and fail as any call may; what it says is kept for an hour.
     */
    private final class Either implements RecordLookup {

        private final List<Field> key;

        Either(List<Field> key) {
            this.key = key;
        }

        @Override
        public boolean authoritative() {
            String property = records.kind().property(key.get(0).name());
            return key.size() == 1
                    && (property.equals(records.kind().naturalKey())
                            || definitions
                                    .find(records.kind(), property)
                                    .filter(Wire.Property::hasUniqueValue)
                                    .isPresent());
        }

        @Override
        public List<List<Record>> find(List<List<String>> keys, Set<String> fields) {
            if (keys.isEmpty()) {
                return List.of();
            }
            return authoritative()
                    ? new KeyRead(portal, records, key.get(0), searchesOtherAddresses ? searches : null)
                            .find(keys, fields)
                    : new KeySearch(searches, records, key).find(keys, fields);
        }
    }
}
