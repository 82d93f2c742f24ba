package io.tidelock.mapping;

import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Side;
import io.tidelock.record.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class PlainFieldMapping implements FieldMapping {

    private final String id;
    private final @Nullable Field source;
    private final @Nullable Value constant;
    private final Field target;
    private final Optional<Field> atSource;
    private final Optional<Field> atTarget;
    private final Direction direction;
    private final Converter converter;
    private final Strength strength;
    private final boolean createOnly;
    private final ConflictPolicy onConflict;
    private final ConflictPolicy onFirstLink;
    private final EmptyPolicy whenEmptied;
    private final boolean mergesElements;
    private final Optional<String> linkedBy;
    private final boolean optional;
    private final Value instead;
    private final Optional<Condition> condition;
    private final String basis;

    PlainFieldMapping(Builder builder) {
        this.id = builder.id == null ? builder.target.name() : builder.id;
        this.source = builder.source;
        this.constant = builder.constant;
        this.target = builder.target;
        this.atSource = Optional.ofNullable(source);
        this.atTarget = Optional.of(target);
        this.direction = builder.direction;
        this.converter = builder.converter;
        this.strength = builder.strength;
        this.createOnly = builder.createOnly;
        this.onConflict = builder.onConflict;
        this.onFirstLink = builder.onFirstLink;
        this.whenEmptied = builder.whenEmptied;
        this.linkedBy = Optional.ofNullable(builder.linkedBy);
        this.optional = builder.optional;
        this.mergesElements = !builder.wholeSet && holdsSets();
        this.instead = builder.instead;
        this.condition = Optional.ofNullable(builder.condition);
        this.basis = describe();
    }

    private boolean holdsSets() {
        return target.type().isSet() && (source == null || source.type().isSet() || linkedBy.isPresent());
    }

    private String describe() {
        StringBuilder text = new StringBuilder(id);
        if (!id.equals(target.name())) {
            text.append('>').append(target.name());
        }
        text.append('<').append(source == null ? "=" : source.name());
        if (!converter.name().equals("identity")) {
            text.append('~').append(converter.name()).append('@').append(converter.version());
        }
        if (mergesElements) {
            text.append("[]");
        }
        linkedBy.ifPresent(flow -> text.append('^').append(flow));
        if (instead.isPresent()) { // stored with every pair: short, and not the value itself
            text.append("?").append(Integer.toHexString(instead.plain().hashCode()));
        }
        condition.ifPresent(
                rule -> text.append("#").append(rule.name()).append('@').append(rule.version()));
        return text.toString();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Optional<Field> field(Side side) {
        return side == Side.TARGET ? atTarget : atSource;
    }

    @Override
    public Direction direction() {
        return direction;
    }

    @Override
    public Converter converter() {
        return converter;
    }

    @Override
    public Strength strength() {
        return strength;
    }

    @Override
    public boolean createOnly() {
        return createOnly;
    }

    @Override
    public ConflictPolicy onConflict() {
        return onConflict;
    }

    @Override
    public ConflictPolicy onFirstLink() {
        return onFirstLink;
    }

    @Override
    public EmptyPolicy whenEmptied() {
        return whenEmptied;
    }

    @Override
    public Value shown(Side side, Record record) {
        if (side == Side.TARGET) {
            return record.value(target);
        }
        if (source == null) {
            return constant == null ? Value.absent() : constant;
        }
        Value value = record.value(source);
        return value.isNull() ? source.type().read(instead) : value;
    }

    @Override
    public Optional<Condition> condition() {
        return condition;
    }

    @Override
    public boolean mergesElements() {
        return mergesElements;
    }

    @Override
    public Optional<String> linkedBy() {
        return linkedBy;
    }

    @Override
    public boolean isOptional() {
        return optional;
    }

    @Override
    public Value standIn() {
        if (constant != null) {
            return constant;
        }
        return instead.isPresent() ? instead : Value.absent();
    }

    @Override
    public boolean hasDefault() {
        return instead.isPresent();
    }

    @Override
    public String basis() {
        return basis;
    }

    @Override
    public String toString() {
        return id + " (" + (source == null ? "constant" : source) + " " + direction + " " + target + ")";
    }
}
