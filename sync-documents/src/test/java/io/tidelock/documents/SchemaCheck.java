package io.tidelock.documents;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Validates by the part of JSON Schema that ours uses; a keyword beyond it is an error, never ignored. */
final class SchemaCheck {

    private static final Set<String> SAY_NOTHING = Set.of("$schema", "$id", "$defs", "title", "description", "default");

    private final JsonNode schema;
    private final List<String> violations = new ArrayList<>();

    private SchemaCheck(JsonNode schema) {
        this.schema = schema;
    }

    static List<String> violations(JsonNode schema, JsonNode document) {
        SchemaCheck check = new SchemaCheck(schema);
        check.check(schema, document, "");
        return check.violations;
    }

    private void check(JsonNode rules, JsonNode value, String path) {
        rules.properties().forEach(rule -> {
            if (!SAY_NOTHING.contains(rule.getKey()) && !holds(rule.getKey(), rule.getValue(), rules, value, path)) {
                violations.add(path + ": " + rule.getKey());
            }
        });
    }

    private boolean holds(String keyword, JsonNode rule, JsonNode rules, JsonNode value, String path) {
        return switch (keyword) {
            case "$ref" -> {
                check(schema.at(rule.textValue().substring(1)), value, path);
                yield true;
            }
            case "anyOf" -> all(rule).stream().anyMatch(one -> passes(one, value));
            case "type" -> rule.isArray() ? all(rule).stream().anyMatch(one -> is(one, value)) : is(rule, value);
            case "const" -> rule.equals(value);
            case "enum" -> all(rule).contains(value);
            case "minimum" -> !value.isNumber() || value.asLong() >= rule.asLong();
            case "maximum" -> !value.isNumber() || value.asLong() <= rule.asLong();
            case "minLength" -> !value.isTextual() || value.textValue().length() >= rule.asInt();
            case "pattern" ->
                !value.isTextual()
                        || Pattern.compile(rule.textValue())
                                .matcher(value.textValue())
                                .find();
            default -> holdsInside(keyword, rule, rules, value, path);
        };
    }

    private boolean holdsInside(String keyword, JsonNode rule, JsonNode rules, JsonNode value, String path) {
        return switch (keyword) {
            case "items" -> {
                if (value.isArray()) {
                    value.forEach(item -> check(rule, item, path + "[]"));
                }
                yield true;
            }
            case "minItems" -> !value.isArray() || value.size() >= rule.asInt();
            case "minProperties" -> !value.isObject() || value.size() >= rule.asInt();
            case "maxProperties" -> !value.isObject() || value.size() <= rule.asInt();
            case "required" -> !value.isObject() || all(rule).stream().allMatch(name -> value.has(name.textValue()));
            case "dependentRequired" ->
                rule.properties().stream()
                        .filter(one -> value.has(one.getKey()))
                        .allMatch(one -> all(one.getValue()).stream().allMatch(name -> value.has(name.textValue())));
            case "properties" -> {
                rule.properties().stream()
                        .filter(one -> value.has(one.getKey()))
                        .forEach(one -> check(one.getValue(), value.get(one.getKey()), path + "/" + one.getKey()));
                yield true;
            }
            case "additionalProperties" -> additional(rule, rules.path("properties"), value, path);
            default -> throw new IllegalStateException("SchemaCheck does not know \"" + keyword + "\": teach it");
        };
    }

    private boolean additional(JsonNode rule, JsonNode named, JsonNode value, String path) {
        boolean fits = true;
        for (var entry : value.properties()) {
            if (!named.has(entry.getKey())) {
                if (rule.isObject()) {
                    check(rule, entry.getValue(), path + "/" + entry.getKey());
                } else {
                    fits &= rule.booleanValue();
                }
            }
        }
        return fits;
    }

    private boolean passes(JsonNode rules, JsonNode value) {
        SchemaCheck inside = new SchemaCheck(schema);
        inside.check(rules, value, "");
        return inside.violations.isEmpty();
    }

    private static boolean is(JsonNode type, JsonNode value) {
        return switch (type.textValue()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalStateException("SchemaCheck knows no type " + type);
        };
    }

    private static List<JsonNode> all(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all;
    }
}
