package io.tidelock.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.record.FieldType;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of phone number that has a field of its own: the first number of the kind in the row's list. Cliniko replaces the
 * list as a whole, so everything else in it has to be sent along.
 */
enum PhoneKind {
    HOME("home_phone", "Home"),
    MOBILE("mobile_phone", "Mobile"),
    WORK("work_phone", "Work");

    private static final String KIND = "phone_type";
    private static final String NUMBER = "number";

    private final String field;
    private final String wire;

    PhoneKind(String field, String wire) {
        this.field = field;
        this.wire = wire;
    }

    static Optional<PhoneKind> of(String field) {
        return Arrays.stream(values()).filter(kind -> kind.field.equals(field)).findFirst();
    }

    String field() {
        return field;
    }

    /** Returns the first number of this kind; null without one; absent where the row says nothing about phones. */
    Value first(JsonNode phones) {
        if (phones.isMissingNode()) {
            return Value.absent();
        }
        for (JsonNode phone : phones) {
            if (isOf(phone) && !phone.path(NUMBER).asText("").isBlank()) {
                return Value.text(phone.path(NUMBER).asText());
            }
        }
        return Value.empty();
    }

    /** Returns the whole list as it is to be sent: as it stands, but with these numbers in their places. */
    static List<Map<String, @Nullable Object>> merged(JsonNode phones, Map<PhoneKind, Value> wanted) {
        Map<PhoneKind, Value> open = new LinkedHashMap<>(wanted);
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (JsonNode phone : phones) {
            Optional<PhoneKind> replaced =
                    open.keySet().stream().filter(kind -> kind.isOf(phone)).findFirst();
            Value number = replaced.map(open::remove).orElse(null);
            if (number == null || same(number, phone)) {
                list.add(entry(text(phone, NUMBER), text(phone, KIND)));
            } else if (number.isPresent()) {
                list.add(entry(number.plain(), text(phone, KIND)));
            }
        }
        open.forEach((kind, number) -> {
            if (number.isPresent()) {
                list.add(entry(number.plain(), kind.wire));
            }
        });
        return list;
    }

    private boolean isOf(JsonNode phone) {
        return wire.equalsIgnoreCase(phone.path(KIND).asText(""));
    }

    private static boolean same(Value number, JsonNode phone) {
        Value there = Value.text(phone.path(NUMBER).asText(""));
        return FieldType.PHONE.canonical(number).equals(FieldType.PHONE.canonical(FieldType.PHONE.read(there)));
    }

    private static @Nullable String text(JsonNode phone, String key) {
        return phone.path(key).asText(null);
    }

    private static Map<String, @Nullable Object> entry(@Nullable String number, @Nullable String kind) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put(KIND, kind);
        entry.put(NUMBER, number);
        return entry;
    }
}
