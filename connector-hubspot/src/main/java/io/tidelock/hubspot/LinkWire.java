package io.tidelock.hubspot;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The shapes of associations and their labels on the wire (§4). */
final class LinkWire {

    private LinkWire() {}

    record AssociationReads(List<AssociationRead> inputs) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AssociationRead(String id, @Nullable String after) {}

    record Associated(List<AssociatedFrom> results, List<Wire.Problem> errors) {
        Associated {
            results = Wire.present(results);
            errors = Wire.present(errors);
        }
    }

    record AssociatedFrom(Wire.@Nullable Id from, List<AssociatedTo> to, Wire.@Nullable Paging paging) {
        AssociatedFrom {
            to = Wire.present(to);
        }
    }

    record AssociatedTo(@Nullable String toObjectId, List<AssociationType> associationTypes) {
        AssociatedTo {
            associationTypes = Wire.present(associationTypes);
        }
    }

    record AssociationType(
            int typeId, @Nullable String category, @Nullable String label) {
        LinkType type() {
            return new LinkType(
                    typeId,
                    Objects.requireNonNullElse(category, LinkType.HUBSPOT),
                    Objects.requireNonNullElse(label, ""));
        }
    }

    record Labels(List<AssociationType> results) {
        Labels {
            results = Wire.present(results);
        }
    }

    record NewLabel(String name, String label) {}

    record AssociationPairs(List<AssociationPair> inputs) {}

    record AssociationPair(Wire.Id from, Wire.Id to, List<AssociationSpec> types) {}

    record AssociationSpec(String associationCategory, int associationTypeId) {}

    record AssociationCuts(List<AssociationCut> inputs) {}

    record AssociationCut(Wire.Id from, List<Wire.Id> to) {}

    record Linked(List<LinkedPair> results, List<Wire.Problem> errors) {
        Linked {
            results = Wire.present(results);
            errors = Wire.present(errors);
        }
    }

    /** A created link: the default endpoint names its ends by {@code from} and {@code to}, the labelled one by id. */
    record LinkedPair(
            Wire.@Nullable Id from,
            Wire.@Nullable Id to,
            @Nullable String fromObjectId,
            @Nullable String toObjectId) {
        String fromId() {
            return from != null ? from.id() : Objects.requireNonNullElse(fromObjectId, "");
        }

        String toId() {
            return to != null ? to.id() : Objects.requireNonNullElse(toObjectId, "");
        }
    }
}
