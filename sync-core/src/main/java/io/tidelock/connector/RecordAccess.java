package io.tidelock.connector;

import io.tidelock.record.RecordType;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a connector can do with the records of one type: a capability is there or it is not. */
public final class RecordAccess {

    private final RecordType type;
    private final @Nullable ChangeFeed feed;
    private final @Nullable FlaggedRecords flagged;
    private final @Nullable RecordsInRange range;
    private final @Nullable RecordReader reader;
    private final @Nullable RecordFinder finder;
    private final @Nullable RecordWriter writer;
    private final @Nullable RecordRemover remover;
    private final Set<RecordType> associations;

    private RecordAccess(Builder builder) {
        this.type = builder.type;
        this.feed = builder.feed;
        this.flagged = builder.flagged;
        this.range = builder.range;
        this.reader = builder.reader;
        this.finder = builder.finder;
        this.writer = builder.writer;
        this.remover = builder.remover;
        this.associations = Set.copyOf(builder.associations);
    }

    /** Starts an access to records of a type. */
    public static Builder of(RecordType type) {
        return new Builder(type);
    }

    /** Returns an access that can do nothing. */
    public static RecordAccess none(RecordType type) {
        return of(type).build();
    }

    /** Returns the type. */
    public RecordType type() {
        return type;
    }

    /** Returns the way to learn what changed. */
    public Optional<ChangeFeed> feed() {
        return Optional.ofNullable(feed);
    }

    /** Returns the way to list the records whose flag is set. */
    public Optional<FlaggedRecords> flagged() {
        return Optional.ofNullable(flagged);
    }

    /** Returns the way to list records by a range of dates or moments. */
    public Optional<RecordsInRange> range() {
        return Optional.ofNullable(range);
    }

    /** Returns the way to read records by id. */
    public Optional<RecordReader> reader() {
        return Optional.ofNullable(reader);
    }

    /** Returns the way to look records up by field values. */
    public Optional<RecordFinder> finder() {
        return Optional.ofNullable(finder);
    }

    /** Returns the way to write records. */
    public Optional<RecordWriter> writer() {
        return Optional.ofNullable(writer);
    }

    /** Returns the way to take records out of sight. */
    public Optional<RecordRemover> remover() {
        return Optional.ofNullable(remover);
    }

    /**
     * Returns the types of records with which these can be associated: reader and writer take {@link
     * io.tidelock.record.Association} fields that lead there like any other field.
     */
    public Set<RecordType> associations() {
        return associations;
    }

    /** Collects the capabilities of one type; not thread-safe. */
    public static final class Builder {
        private final RecordType type;
        private @Nullable ChangeFeed feed;
        private @Nullable FlaggedRecords flagged;
        private @Nullable RecordsInRange range;
        private @Nullable RecordReader reader;
        private @Nullable RecordFinder finder;
        private @Nullable RecordWriter writer;
        private @Nullable RecordRemover remover;
        private Set<RecordType> associations = Set.of();

        private Builder(RecordType type) {
            this.type = type;
        }

        /** Adds the way to learn what changed. */
        public Builder feed(ChangeFeed capability) {
            this.feed = capability;
            return this;
        }

        /** Adds the way to list the records whose flag is set. */
        public Builder flagged(FlaggedRecords capability) {
            this.flagged = capability;
            return this;
        }

        /** Adds the way to list records by a range of dates or moments. */
        public Builder range(RecordsInRange capability) {
            this.range = capability;
            return this;
        }

        /** Adds the way to read records by id. */
        public Builder reader(RecordReader capability) {
            this.reader = capability;
            return this;
        }

        /** Adds the way to look records up by field values. */
        public Builder finder(RecordFinder capability) {
            this.finder = capability;
            return this;
        }

        /** Adds the way to write records. */
        public Builder writer(RecordWriter capability) {
            this.writer = capability;
            return this;
        }

        /** Adds the way to take records out of sight. */
        public Builder remover(RecordRemover capability) {
            this.remover = capability;
            return this;
        }

        /** Adds the types with which records can be associated, by fields. */
        public Builder associations(Set<RecordType> types) {
            this.associations = types;
            return this;
        }

        /** Builds the access. */
        public RecordAccess build() {
            return new RecordAccess(this);
        }
    }
}
