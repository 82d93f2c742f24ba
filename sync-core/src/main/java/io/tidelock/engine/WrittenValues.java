package io.tidelock.engine;

import io.tidelock.record.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the values of a write into bytes and back: each value a letter for its kind, and its text. */
final class WrittenValues {

    private static final int PIECE = 20_000;

    private WrittenValues() {}

    static byte[] toBytes(Map<String, WrittenValue> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(values.size());
            for (Map.Entry<String, WrittenValue> value : values.entrySet()) {
                text(value.getKey(), out);
                write(value.getValue().before(), out);
                write(value.getValue().after(), out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static Map<String, WrittenValue> of(byte[] bytes) {
        Map<String, WrittenValue> values = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (int left = in.readInt(); left > 0; left--) {
                values.put(text(in), new WrittenValue(read(in), read(in)));
            }
        } catch (IOException unsound) {
            throw new UncheckedIOException(unsound);
        }
        return values;
    }

    private static void write(Value value, DataOutputStream out) throws IOException {
        out.writeByte(kind(value));
        if (value instanceof Value.Items items) {
            out.writeInt(items.items().size());
            for (String item : items.items()) {
                text(item, out);
            }
        } else if (value.isPresent()) {
            text(value instanceof Value.Decimal decimal ? decimal.number().toString() : value.plain(), out);
        }
    }

    private static char kind(Value value) {
        if (value instanceof Value.Items) {
            return 'I';
        } else if (value instanceof Value.Decimal) {
            return 'N';
        } else if (value instanceof Value.Bool) {
            return 'B';
        } else if (value instanceof Value.Date) {
            return 'D';
        } else if (value instanceof Value.Moment) {
            return 'M';
        }
        return value.isAbsent() ? 'A' : value.isNull() ? '0' : 'T';
    }

    private static Value read(DataInputStream in) throws IOException {
        char kind = (char) in.readByte();
        return switch (kind) {
            case 'A' -> Value.absent();
            case '0' -> Value.empty();
            case 'I' -> Value.items(texts(in));
            case 'N' -> Value.decimal(new BigDecimal(text(in)));
            case 'B' -> Value.bool(Boolean.parseBoolean(text(in)));
            case 'D' -> Value.date(LocalDate.parse(text(in)));
            case 'M' -> Value.moment(Instant.parse(text(in)));
            default -> Value.text(text(in));
        };
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(text(in));
        }
        return texts;
    }

    /** In pieces, since one is 64 KB at most; also half a surrogate pair comes back as it was. */
    private static void text(String text, DataOutputStream out) throws IOException {
        out.writeInt(text.length());
        for (int start = 0; start < text.length(); start += PIECE) {
            out.writeUTF(text.substring(start, Math.min(start + PIECE, text.length())));
        }
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(in.readUTF());
        }
        return text.toString();
    }
}
