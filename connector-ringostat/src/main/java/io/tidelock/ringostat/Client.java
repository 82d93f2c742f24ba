package io.tidelock.ringostat;

import io.tidelock.crm.Contact;
import io.tidelock.crm.Deal;
import io.tidelock.crm.Owner;
import io.tidelock.mapping.Decision;
import io.tidelock.mapping.Found;
import io.tidelock.mapping.LookUp;
import io.tidelock.mapping.MatchRule;
import io.tidelock.mapping.PhoneNumbers;
import io.tidelock.record.Association;
import io.tidelock.record.Field;
import io.tidelock.record.Record;
import io.tidelock.record.Value;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the CRM holds about the client and the employee of a call: looked up by the stored keys first, then by the finite list
 * of spellings; every hit is brought into E.164 again, and only an equal number counts.
 */
final class Client {

    private static final String KEYED = "contact by key";
    private static final String KEYED_MOBILE = "contact by mobile key";
    private static final String TYPED = "contact by phone";
    private static final String TYPED_MOBILE = "contact by mobile phone";
    private static final String CONTACT = "contact";
    private static final String DEALS = "deals";
    private static final String ANSWERER = "answerer";
    private static final String TOP_MANAGER = "TOP manager";
    private static final Field DEALS_OF = Association.to(Deal.TYPE).field();
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final RingostatSettings settings;
    private final Record call;
    private final Found found;

    Client(RingostatSettings settings, Record call, Found found) {
        this.settings = settings;
        this.call = call;
        this.found = found;
    }

    /** Adds the look-ups to a decision. */
    static Decision.Builder lookUps(Decision.Builder decision, RingostatSettings settings, MatchRule byKey) {
        return decision.lookUp(LookUp.matching(KEYED, Contact.TYPE, byKey))
                .lookUp(LookUp.by(
                                KEYED_MOBILE,
                                Contact.TYPE,
                                RingostatPlan.MOBILE_KEY,
                                (call, f) -> number(call).toList())
                        .unless(KEYED))
                .lookUp(typed(TYPED, Contact.PHONE))
                .lookUp(typed(TYPED_MOBILE, Contact.MOBILE_PHONE))
                .lookUp(LookUp.reading(CONTACT, Contact.TYPE, (call, f) -> new Client(settings, call, f).candidates())
                        .showing(
                                Contact.PHONE,
                                Contact.MOBILE_PHONE,
                                Contact.COUNTRY,
                                Contact.OWNER,
                                RingostatPlan.PHONE_KEY,
                                RingostatPlan.MOBILE_KEY,
                                DEALS_OF))
                .lookUp(LookUp.reading(DEALS, Deal.TYPE, (call, f) -> new Client(settings, call, f).dealIds())
                        .showing(Deal.CLOSED, Deal.OWNER))
                .lookUp(LookUp.by(
                        ANSWERER,
                        Owner.TYPE,
                        Owner.EMAIL,
                        (call, f) -> new Client(settings, call, f)
                                .answererMail().stream().toList()))
                .lookUp(LookUp.by(TOP_MANAGER, Owner.TYPE, Owner.EMAIL, (call, f) -> List.of(settings.topManager())));
    }

    private static LookUp typed(String name, Field phone) {
        return LookUp.by(
                        name,
                        Contact.TYPE,
                        phone,
                        (call, f) -> number(call)
                                .flatMap(number -> PhoneNumbers.spellings(number).stream())
                                .toList())
                .showing(Contact.COUNTRY)
                .unless(KEYED, KEYED_MOBILE);
    }

    private static Stream<String> number(Record call) {
        String number = call.value(RingostatCall.CLIENT).plain();
        boolean isClient = !call.value(RingostatCall.CALLER_KIND).plain().equals("STAFF");
        return number.isBlank() || !isClient ? Stream.empty() : Stream.of(number);
    }

    /** Returns the ids of those who have the number: a spelling that fits may be another country's number. */
    private List<String> candidates() {
        Set<String> ids = new LinkedHashSet<>();
        Stream.of(KEYED, KEYED_MOBILE)
                .flatMap(lookUp -> found.by(lookUp).stream())
                .forEach(hit -> ids.add(hit.ref().id()));
        found.by(TYPED).stream()
                .filter(hit -> shows(hit, Contact.PHONE))
                .forEach(hit -> ids.add(hit.ref().id()));
        found.by(TYPED_MOBILE).stream()
                .filter(hit -> shows(hit, Contact.MOBILE_PHONE))
                .forEach(hit -> ids.add(hit.ref().id()));
        return List.copyOf(ids);
    }

    private List<String> dealIds() {
        return contact().map(contact -> contact.value(DEALS_OF)).stream()
                .filter(Value.Items.class::isInstance)
                .flatMap(ids -> ((Value.Items) ids).items().stream())
                .toList();
    }

    /** Tells whether a contact's field holds the number of the call, read as in the contact's own country. */
    private boolean shows(Record contact, Field phone) {
        String country = contact.value(Contact.COUNTRY).plain().strip().toUpperCase(Locale.ROOT);
        String region = COUNTRIES.contains(country) ? country : settings.region();
        return PhoneNumbers.e164(contact.value(phone).plain(), region)
                .filter(number -> number(call).anyMatch(number::equals))
                .isPresent();
    }

    /** Returns how many contacts have the number. */
    int contacts() {
        return found.by(CONTACT).size();
    }

    /** Returns the contact; empty where there is none, or more than one. */
    Optional<Record> contact() {
        List<Record> contacts = found.by(CONTACT);
        return contacts.size() == 1 ? Optional.of(contacts.get(0)) : Optional.empty();
    }

    /** Tells whether it is the contact's mobile phone that has the number, and not the other one. */
    boolean hasItAsMobile() {
        return contact()
                .filter(contact -> found.by(KEYED).isEmpty()
                        && !shows(contact, Contact.PHONE)
                        && (shows(contact, Contact.MOBILE_PHONE)
                                || !found.by(KEYED_MOBILE).isEmpty()))
                .isPresent();
    }

    /** Returns the contact's open deal; of several the one created last. */
    Optional<Record> openDeal() {
        return found.by(DEALS).stream()
                .filter(deal -> !deal.value(Deal.CLOSED).plain().equals("true"))
                .max(Comparator.comparing((Record deal) -> deal.createdAt().orElse(Instant.MIN))
                        .thenComparing(deal -> deal.ref().id()));
    }

    /** Returns the id of who is responsible: the open deal's owner, else the contact's. */
    Optional<String> responsible() {
        return openDeal()
                .map(deal -> deal.value(Deal.OWNER).plain())
                .filter(owner -> !owner.isBlank())
                .or(() -> contact()
                        .map(contact -> contact.value(Contact.OWNER).plain())
                        .filter(owner -> !owner.isBlank()));
    }

    private Optional<String> answererMail() {
        String email = call.value(RingostatCall.EMPLOYEE_EMAIL).plain();
        return settings.owner(call.value(RingostatCall.EMPLOYEE).plain())
                .or(() -> email.isBlank() ? Optional.empty() : Optional.of(email));
    }

    /** Returns the id of the CRM's user who took or made the call. */
    Optional<String> answerer() {
        return only(ANSWERER);
    }

    /** Returns the id of the CRM's user who is the TOP manager. */
    Optional<String> topManager() {
        return only(TOP_MANAGER);
    }

    private Optional<String> only(String lookUp) {
        List<Record> users = found.by(lookUp);
        return users.size() == 1 ? Optional.of(users.get(0).ref().id()) : Optional.empty();
    }
}
