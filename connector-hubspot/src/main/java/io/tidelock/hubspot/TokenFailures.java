package io.tidelock.hubspot;

import io.tidelock.http.Answer;
import io.tidelock.http.FailureReader;
import io.tidelock.http.Reaction;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads what the token endpoint refuses (§1.2): a void code or refresh token, a wrong client, all of them a person's to mend.
 * The rest is as at any other endpoint.
 */
final class TokenFailures implements FailureReader {

    private final FailureReader others = new Failures();

    @Override
    public Reaction read(Answer failure) {
        return switch (failure.status()) {
            case 400, 401, 403 -> new Reaction.Denied(code(failure), Set.of());
            default -> others.read(failure);
        };
    }

    /** HubSpot's own code says more than that of OAuth; some answers have only one of them. */
    private static String code(Answer failure) {
        Optional<OAuthApi.Refusal> said = failure.json(OAuthApi.Refusal.class);
        return said.flatMap(refusal -> Stream.of(
                                refusal.status(), refusal.error(), refusal.subCategory(), refusal.category())
                        .filter(Objects::nonNull)
                        .filter(code -> !code.equals("error"))
                        .findFirst())
                .map(code -> code.toUpperCase(Locale.ROOT))
                .orElse("UNAUTHORIZED");
    }
}
