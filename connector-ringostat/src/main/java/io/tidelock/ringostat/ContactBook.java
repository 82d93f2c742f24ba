package io.tidelock.ringostat;

import io.tidelock.connector.CreateIdentity;
import io.tidelock.connector.ReadOutcome;
import io.tidelock.connector.RecordAccess;
import io.tidelock.connector.RecordFinder;
import io.tidelock.connector.RecordWriter;
import io.tidelock.connector.UnknownOutcomeException;
import io.tidelock.connector.WriteOperation;
import io.tidelock.connector.WriteOutcome;
import io.tidelock.mapping.PhoneNumbers;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends contacts into the contact book, a hundred with a request (section 5; the limit is assumed). A contact is known there by its
 * CRM and its id, so sending one again changes nothing; what is in the book cannot be asked.
 */
final class ContactBook implements RecordWriter {

    private static final int BATCH = 100;

    private final RingostatApi api;
    private final int project;
    private final String region;

    ContactBook(RingostatApi api, int project, String region) {
        this.api = api;
        this.project = project;
        this.region = region;
    }

    RecordAccess access() {
        return RecordAccess.of(BookContact.TYPE)
                .writer(this)
                .reader((ids, fields) -> ids.stream()
                        .<ReadOutcome>map(id -> new ReadOutcome.Present(
                                Record.of(RecordRef.of(BookContact.TYPE, id)).build()))
                        .toList())
                .finder(RecordFinder.each(BookContact.EXTERNAL_ID, id -> List.of()))
                .build();
    }

    @Override
    public int batchLimit() {
        return BATCH;
    }

    @Override
    public CreateIdentity createIdentity(@Nullable Field idField) {
        return new CreateIdentity.IdempotencyKey();
    }

    @Override
    public List<WriteOutcome> write(List<WriteOperation> batch) {
        List<Map<String, Object>> contacts = new ArrayList<>();
        batch.forEach(operation -> contacts.add(contact(values(operation))));
        try {
            api.contacts(Integer.toString(project), Map.of("contacts", contacts))
                    .write();
        } catch (UnknownOutcomeException unknown) {
            return batch.stream()
                    .<WriteOutcome>map(operation -> new WriteOutcome.Unknown())
                    .toList();
        }
        return batch.stream().map(ContactBook::written).toList();
    }

    private static Map<String, Value> values(WriteOperation operation) {
        return operation instanceof WriteOperation.Create create
                ? create.values()
                : ((WriteOperation.Update) operation).values();
    }

    private static WriteOutcome written(WriteOperation operation) {
        Map<String, Value> values = values(operation);
        RecordRef ref = operation instanceof WriteOperation.Update update
                ? update.ref()
                : RecordRef.of(BookContact.TYPE, text(values, BookContact.EXTERNAL_ID));
        return new WriteOutcome.Written(
                ref,
                operation instanceof WriteOperation.Create,
                Optional.of(Record.of(ref).setAll(values).build()));
    }

    private Map<String, Object> contact(Map<String, Value> values) {
        Map<String, Object> contact = new LinkedHashMap<>();
        contact.put("projectId", project);
        contact.put("fullName", fullName(values));
        contact.put("origin", text(values, BookContact.ORIGIN));
        contact.put("externalId", text(values, BookContact.EXTERNAL_ID).split("#", 2)[0]);
        contact.put("responsible", text(values, BookContact.RESPONSIBLE));
        contact.put(
                "contactDirections",
                Stream.of(
                                direction("Phone", text(values, BookContact.PHONE)),
                                direction("Mobile", text(values, BookContact.MOBILE_PHONE)))
                        .flatMap(Optional::stream)
                        .toList());
        return contact;
    }

    private static String fullName(Map<String, Value> values) {
        String name = Stream.of(BookContact.FIRST_NAME, BookContact.LAST_NAME)
                .map(field -> text(values, field))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        String number = text(values, BookContact.PHONE);
        String instead = number.isEmpty() ? text(values, BookContact.MOBILE_PHONE) : number;
        return name.isEmpty() ? instead : name;
    }

    private Optional<Map<String, String>> direction(String name, String number) {
        if (number.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> direction = new LinkedHashMap<>();
        direction.put("type", "phone");
        direction.put("name", name);
        direction.put("value", PhoneNumbers.e164(number, region).orElse(number));
        return Optional.of(direction);
    }

    private static String text(Map<String, Value> values, Field field) {
        return values.getOrDefault(field.name(), Value.absent()).plain().strip();
    }
}
