package io.tidelock.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.record.Field;
import io.tidelock.record.Value;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads appointments of both kinds; where one stands depends on the time of day as well. */
final class AppointmentReading implements Reading {

    private static final String UNNAMED = "Appointment";

    private final Clock clock;

    AppointmentReading(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Value of(JsonNode row, Field field) {
        if (field.equals(Appointment.STATE)) {
            return Value.text(state(row));
        } else if (field.equals(Appointment.ARCHIVED)) {
            return Value.bool(Reading.isArchived(row));
        } else if (field.equals(Appointment.TITLE)) {
            String name = row.path("patient_name").asText("").strip();
            return Value.text(name.isEmpty() ? UNNAMED : name);
        }
        return Reading.linked(row, field);
    }

    private String state(JsonNode row) {
        Facts facts = new Facts(
                Reading.isArchived(row) || Reading.isSet(row, "cancelled_at"),
                row.path("did_not_arrive").asBoolean(),
                row.path("patient_arrived").asBoolean());
        return facts.state(instant(row.path("ends_at").asText("")), clock.instant());
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.isBlank() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /** What decides, with the time, where an appointment stands. */
    record Facts(boolean cancelled, boolean didNotArrive, boolean arrived) {

        String state(@Nullable Instant end, Instant now) {
            if (cancelled) {
                return "cancelled";
            } else if (didNotArrive) {
                return "did_not_arrive";
            } else if (end != null && !end.isAfter(now)) {
                return "completed";
            }
            return arrived ? "arrived" : "booked";
        }
    }
}
