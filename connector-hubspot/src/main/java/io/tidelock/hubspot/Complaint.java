package io.tidelock.hubspot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidelock.http.Answer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What HubSpot complains about, without its sentences: they quote values. Only names, codes and ids get out of here
 * (§2.4).
 */
final class Complaint {

    /** Codes that a property gets whatever its value is. */
    private static final Map<String, String> HOPELESS = Map.of(
            "PROPERTY_DOESNT_EXIST", "does not exist in HubSpot",
            "READ_ONLY_VALUE", "is read-only in HubSpot");

    private static final Map<String, String> REASONS = Map.of(
            "INVALID_EMAIL", "is no e-mail address that HubSpot accepts",
            "INVALID_DATE", "is no date that HubSpot accepts",
            "INVALID_INTEGER", "is no number",
            "INVALID_OPTION", "is none of the property's options",
            "INVALID_OWNER_ID", "is no active owner of the portal",
            "PROPERTY_VALUE_TOO_LONG", "is longer than HubSpot's 65,536 characters",
            "REQUIRED_FIELD", "is required by HubSpot",
            "LEADING_TRAILING_WHITESPACE", "has white space around it",
            "CONFLICTING_UNIQUE_VALUE", "is held by another record");

    private static final Pattern EXISTING = Pattern.compile("Existing ID: (\\d+)");
    private static final Pattern HOLDER = Pattern.compile("on \\d+\\. (\\d+) already has that value");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,100}");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_.]{1,79}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Wire.Problem problem;
    private final Map<String, String> codes;

    private Complaint(Wire.Problem problem) {
        this.problem = problem;
        this.codes = codes(problem);
    }

    static Complaint of(Wire.Problem problem) {
        return new Complaint(problem);
    }

    /** Reads a refusal; an unreadable one complains about nothing in particular. */
    static Complaint of(Answer refusal) {
        return of(Failures.problem(refusal)
                .filter(problem -> problem.category() != null || problem.message() != null)
                .orElseGet(() -> new Wire.Problem(byStatus(refusal.status()), null, null, null, List.of(), null)));
    }

    private static String byStatus(int status) {
        return switch (status) {
            case 404 -> "OBJECT_NOT_FOUND";
            case 409 -> "CONFLICT";
            case 413 -> "PAYLOAD_TOO_LARGE";
            case 414 -> "URI_TOO_LONG";
            default -> "REJECTED";
        };
    }

    boolean notFound() {
        return problem.kind().equals("OBJECT_NOT_FOUND");
    }

    boolean conflict() {
        return problem.kind().equals("CONFLICT");
    }

    boolean tooManyCalls() {
        return problem.kind().startsWith("RATE_LIMIT");
    }

    /** Tells whether HubSpot failed at this row, so that nobody knows what became of it. */
    boolean internal() {
        return problem.kind().contains("INTERNAL") || problem.kind().contains("SERVER");
    }

    /** Tells whether the property to upsert by is not unique, which no row can help (§2.3). */
    boolean keyIsNotUnique() {
        return problem.text().contains("by non-unique");
    }

    /** Returns the id of the record that holds a contested value: of the two ids in the sentence the last (G8, G10). */
    Optional<String> holder() {
        List<String> ids = texts(context("existingId"));
        if (!ids.isEmpty() && Texts.isId(ids.get(0))) {
            return Optional.of(ids.get(0));
        }
        return last(HOLDER, problem.text())
                .or(() -> last(EXISTING, problem.text()))
                .filter(Texts::isId);
    }

    /** Returns the trace ids of the rows complained about. */
    List<String> traces() {
        return texts(context("objectWriteTraceId"));
    }

    /** Returns the ids, or key values, of the rows complained about. */
    List<String> ids() {
        List<String> ids = new ArrayList<>(texts(context("ids")));
        ids.addAll(texts(context("id")));
        return ids;
    }

    /** Returns the ids of the records to be associated that HubSpot does not have; it says {@code CONTACT=123}. */
    Set<String> strangers() {
        Set<String> ids = new LinkedHashSet<>();
        texts(context("INVALID_OBJECT_IDS")).forEach(text -> ids.add(text.substring(text.indexOf('=') + 1)));
        return ids;
    }

    /** Returns the stable code: of the first property complained about, or of the whole. */
    String code() {
        return codes.values().stream().findFirst().orElseGet(() -> stable(problem.kind()));
    }

    /** Returns what is wrong by property; never with a value. */
    Map<String, String> faults() {
        Map<String, String> faults = new TreeMap<>();
        codes.forEach((property, code) -> faults.put(property, reason(code)));
        return faults;
    }

    /** Returns the properties that no value can help. */
    List<String> hopeless() {
        return codes.entrySet().stream()
                .filter(entry -> HOPELESS.containsKey(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    static List<String> texts(@Nullable JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node != null && node.isArray()) {
            node.forEach(item -> texts.add(item.asText()));
        } else if (node != null && node.isValueNode() && !node.isNull()) {
            texts.add(node.asText());
        }
        return texts;
    }

    private @Nullable JsonNode context(String key) {
        JsonNode context = problem.context();
        return context == null ? null : context.get(key);
    }

    private static Map<String, String> codes(Wire.Problem problem) {
        Map<String, String> codes = new TreeMap<>();
        for (Wire.Detail detail : problem.errors()) {
            String code = detail.code();
            JsonNode context = detail.context();
            if (code != null && context != null) {
                texts(context.get("propertyName")).forEach(name -> add(codes, name, code));
            }
        }
        int list = problem.text().indexOf("[{");
        if (codes.isEmpty() && list >= 0) {
            tree(problem.text().substring(list))
                    .forEach(fault -> add(
                            codes,
                            fault.path("name").asText(),
                            fault.path("error").asText()));
        }
        return codes;
    }

    private static void add(Map<String, String> codes, String property, String code) {
        if (NAME.matcher(property).matches()) {
            codes.putIfAbsent(property, stable(code));
        }
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noList) {
            return JSON.createArrayNode();
        }
    }

    static String reason(String code) {
        return HOPELESS.getOrDefault(code, REASONS.getOrDefault(code, "is refused as " + code));
    }

    private static String stable(String code) {
        return CODE.matcher(code).matches() ? code : "REJECTED";
    }

    private static Optional<String> last(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        String found = null;
        while (matcher.find()) {
            found = matcher.group(1);
        }
        return Optional.ofNullable(found);
    }
}
