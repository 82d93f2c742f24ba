package io.tidelock.benchmarks.micro;

import io.tidelock.mapping.PhoneNumbers;
import io.tidelock.record.FieldType;
import io.tidelock.record.Value;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What is done with a single value. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ValueMicro {

    private final Value email = Value.text(" Ada.Byron@Example.com");
    private final String phone = "(03) 9001 0001";

    /** Brings an e-mail address into the form that is compared. */
    @Benchmark
    public String canonicalise() {
        return FieldType.EMAIL.canonical(FieldType.EMAIL.read(email));
    }

    /** Reads a phone number as people of a region write it. */
    @Benchmark
    public Optional<String> parsePhone() {
        return PhoneNumbers.e164(phone, "AU");
    }
}
