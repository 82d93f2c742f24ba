package io.tidelock.hubspot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The shapes on the wire (§2, §5). Everything HubSpot sends may be missing, null or accompanied by more. */
final class Wire {

    private Wire() {}

    /** An object as HubSpot shows it. */
    record Stored(
            @Nullable String id,
            Map<String, @Nullable String> properties,
            @Nullable String createdAt,
            @Nullable String updatedAt,
            boolean archived,
            @Nullable String archivedAt,
            @Nullable String objectWriteTraceId,
            @JsonProperty("new") @Nullable Boolean created) {
        Stored {
            properties = properties == null ? new LinkedHashMap<>() : properties;
        }

        String requireId() {
            return Objects.requireNonNullElse(id, "");
        }

        /** Returns the object with properties that it shows by now. */
        Stored with(Map<String, @Nullable String> newer) {
            Map<String, @Nullable String> all = new LinkedHashMap<>(properties);
            all.putAll(newer);
            return new Stored(id, all, createdAt, updatedAt, archived, archivedAt, objectWriteTraceId, created);
        }

        @Nullable
        String property(String name) {
            return properties.get(name);
        }
    }

    record Batch(List<Stored> results, List<Problem> errors) {
        Batch {
            results = present(results);
            errors = present(errors);
        }
    }

    /** An error, of a whole call or of one row of a batch (§2.4, §2.6). */
    record Problem(
            @Nullable String category,
            @Nullable String subCategory,
            @Nullable String message,
            @Nullable JsonNode context,
            List<Detail> errors,
            @Nullable String policyName) {
        Problem {
            errors = present(errors);
        }

        String text() {
            return Objects.requireNonNullElse(message, "");
        }

        String kind() {
            return Objects.requireNonNullElse(category, "");
        }
    }

    record Detail(@Nullable String code, @Nullable JsonNode context) {}

    record Id(String id) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReadRequest(List<String> properties, @Nullable String idProperty, List<Id> inputs) {}

    record WriteRequest(List<Input> inputs) {}

    record ArchiveRequest(List<Id> inputs) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Input(
            @Nullable String id,
            @Nullable String idProperty,
            Map<String, String> properties,
            @Nullable List<InlineLink> associations,
            String objectWriteTraceId) {}

    /** An association that rides along with a creation. */
    record InlineLink(Id to, List<LinkWire.AssociationSpec> types) {}

    record SearchRequest(List<FilterGroup> filterGroups, List<Sort> sorts, List<String> properties, int limit) {}

    record FilterGroup(List<Filter> filters) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Filter(
            String propertyName,
            String operator,
            @Nullable String value,
            @Nullable List<String> values) {
        static Filter of(String property, String operator, String value) {
            return new Filter(property, operator, value, null);
        }

        static Filter in(String property, List<String> values) {
            return new Filter(property, "IN", null, values);
        }
    }

    record Sort(String propertyName, String direction) {}

    record Found(long total, List<Stored> results, @Nullable Paging paging) {
        Found {
            results = present(results);
        }
    }

    record Paging(@Nullable Next next) {
        static @Nullable String after(@Nullable Paging paging) {
            return paging == null || paging.next == null ? null : paging.next.after;
        }
    }

    record Next(@Nullable String after) {}

    record Properties(List<Property> results) {
        Properties {
            results = present(results);
        }
    }

    /** A property as the portal defines it (§5.1). */
    record Property(
            @Nullable String name,
            @Nullable String label,
            @Nullable String groupName,
            @Nullable String type,
            @Nullable String fieldType,
            boolean hasUniqueValue,
            boolean hubspotDefined,
            boolean externalOptions,
            boolean calculated,
            @Nullable Modification modificationMetadata,
            List<Option> options) {
        Property {
            options = present(options);
        }

        boolean readOnly() {
            return calculated || (modificationMetadata != null && modificationMetadata.readOnlyValue());
        }

        String kind() {
            return Objects.requireNonNullElse(type, "");
        }
    }

    record Modification(boolean readOnlyValue) {}

    record NewProperty(
            String name,
            String label,
            String groupName,
            String type,
            String fieldType,
            boolean hasUniqueValue,
            List<Option> options) {}

    record NewProperties(List<NewProperty> inputs) {}

    record Option(@Nullable String label, @Nullable String value, int displayOrder, boolean hidden) {}

    record Group(@Nullable String name, @Nullable String label) {}

    record Groups(List<Group> results) {
        Groups {
            results = present(results);
        }
    }

    record Pipelines(List<Pipeline> results) {
        Pipelines {
            results = present(results);
        }
    }

    /** A pipeline as HubSpot shows it (§5.3). */
    record Pipeline(@Nullable String id, @Nullable String label, boolean archived, List<Stage> stages) {
        Pipeline {
            stages = present(stages);
        }

        String requireId() {
            return Objects.requireNonNullElse(id, "");
        }

        String text() {
            return Objects.requireNonNullElse(label, "");
        }
    }

    record Stage(
            @Nullable String id,
            @Nullable String label,
            int displayOrder,
            boolean archived,
            Map<String, @Nullable String> metadata) {
        Stage {
            metadata = metadata == null ? new LinkedHashMap<>() : metadata;
        }

        String requireId() {
            return Objects.requireNonNullElse(id, "");
        }

        String text() {
            return Objects.requireNonNullElse(label, "");
        }
    }

    record NewPipeline(String label, int displayOrder, List<NewStage> stages) {}

    record NewStage(String label, int displayOrder, Map<String, String> metadata) {}

    record Owners(List<OwnerEntry> results, @Nullable Paging paging) {
        Owners {
            results = present(results);
        }
    }

    record OwnerEntry(
            @Nullable String id,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String createdAt,
            @Nullable String updatedAt) {}

    static <T> List<T> present(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }
}
