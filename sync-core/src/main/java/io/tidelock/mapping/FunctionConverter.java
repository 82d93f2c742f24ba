package io.tidelock.mapping;

import io.tidelock.record.Value;
import java.util.function.UnaryOperator;

record FunctionConverter(String name, int version, UnaryOperator<Value> forward, UnaryOperator<Value> backward)
        implements Converter {

    @Override
    public Value toTarget(Value value) {
        return forward.apply(value);
    }

    @Override
    public Value toSource(Value value) {
        return backward.apply(value);
    }
}
