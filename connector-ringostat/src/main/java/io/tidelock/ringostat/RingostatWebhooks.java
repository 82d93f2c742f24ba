package io.tidelock.ringostat;

import io.tidelock.connector.WebhookDecoder;
import io.tidelock.connector.WebhookOutcome;
import io.tidelock.connector.WebhookOutcome.Accepted;
import io.tidelock.connector.WebhookOutcome.Hint;
import io.tidelock.connector.WebhookOutcome.Refused;
import io.tidelock.connector.WebhookRequest;
import io.tidelock.record.AccountId;
import io.tidelock.record.RecordRef;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a project's cabinet posts about its calls, in whatever names and encoding its webhooks were given: hints to read the
 * call in the call log, which is all that is believed.
 *
 * <pre>{@code
 * WebhookDecoder webhooks = RingostatWebhooks.builder().account("shop").token(vault::webhookToken).build();
 * // in the cabinet: https://hooks.you.example/ringostat?token=…, "After call", JSON, names of the call log
 * }</pre>
 *
 * <p>Ringostat signs nothing: a secret token in the URL, or Basic authentication, says who posts (RS-11). Thread-safe.
 */
public final class RingostatWebhooks implements WebhookDecoder {

    private static final int MOST_BYTES = 64 << 10;
    /** What an id may look like; it becomes part of a request. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

    private final AccountId account;
    private final Secrets secrets;
    private final ProjectTime time;

    private RingostatWebhooks(AccountId account, Secrets secrets, ProjectTime time) {
        this.account = account;
        this.secrets = secrets;
        this.time = time;
    }

    /** Starts a decoder; the account, and a token or Basic authentication, are required. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public int mostBytes() {
        return MOST_BYTES;
    }

    @Override
    public WebhookOutcome decode(WebhookRequest request) {
        if (!secrets.areKnownTo(request)) {
            return new Refused(401, "UNKNOWN_SENDER");
        }
        if (request.body().length > MOST_BYTES) {
            return new Refused(413, "BODY_TOO_LARGE");
        }
        Optional<Aliases> said = WebhookBody.of(request);
        if (said.isEmpty()) {
            return new Refused(400, "UNREADABLE_BODY");
        }
        return said.flatMap(this::id)
                .map(id -> new Accepted(List.of(new Hint(account, RecordRef.of(RingostatCall.TYPE, id))), 0))
                .orElseGet(() -> new Accepted(List.of(), 1));
    }

    /** Without an id, a call is known by when it began and what else the log shows of it; without that, polling finds it. */
    private Optional<String> id(Aliases said) {
        String id = said.find(Aliases.ID);
        if (!id.isEmpty()) {
            return ID.matcher(id).matches() ? Optional.of(id) : Optional.empty();
        }
        Optional<Instant> at = time.read(said.find(Aliases.AT));
        return at.map(moment -> DerivedId.of(
                        said.find(Aliases.DIRECTION),
                        said.find(Aliases.CALLER),
                        said.find(Aliases.CALLED),
                        moment,
                        seconds(said.find(Aliases.TALK)),
                        said.find(Aliases.STATUS))
                .text());
    }

    private static int seconds(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** Collects a decoder's settings; not thread-safe. */
    public static final class Builder {
        private final List<Supplier<String>> tokens = new ArrayList<>();
        private @Nullable String account;
        private @Nullable Supplier<String> userAndPassword;
        private String parameter = "token";
        private ZoneId zone = ZoneId.of("Europe/Kyiv");

        private Builder() {}

        /** Sets the name by which the host knows the project, the same as the connector's. Required. */
        public Builder account(String name) {
            this.account = name;
            return this;
        }

        /**
         * Adds the secret that the URL's query carries, 32 random bytes or more; asked for with every request. While it is
         * exchanged, add the new one and the old one: either is believed.
         */
        public Builder token(Supplier<String> secret) {
            tokens.add(secret);
            return this;
        }

        /** Sets the name of the query's parameter that carries the secret; by default {@code token}. */
        public Builder tokenParameter(String name) {
            this.parameter = name;
            return this;
        }

        /** Demands Basic authentication, besides the token if there is one. */
        public Builder basic(Supplier<String> user, Supplier<String> password) {
            this.userAndPassword = () -> {
                String secret = password.get();
                return secret.isBlank() ? "" : user.get() + ":" + secret;
            };
            return this;
        }

        /** Sets the project's time zone, the same as the connector's; by default {@code Europe/Kyiv}. */
        public Builder zone(ZoneId where) {
            this.zone = where;
            return this;
        }

        /**
         * Builds the decoder.
         *
         * @throws IllegalStateException naming everything that is missing
         */
        public RingostatWebhooks build() {
            List<String> problems = new ArrayList<>();
            if (account == null || account.isBlank()) {
                problems.add("account is missing: the name by which you know the project");
            }
            if (tokens.isEmpty() && userAndPassword == null) {
                problems.add("token or basic is missing: Ringostat signs nothing, so anybody could post");
            }
            if (account == null || !problems.isEmpty()) {
                throw new IllegalStateException("Ringostat's webhooks cannot be read: " + String.join("; ", problems));
            }
            return new RingostatWebhooks(
                    AccountId.of(RingostatConnector.SYSTEM, account),
                    new Secrets(parameter, tokens, userAndPassword),
                    new ProjectTime(zone));
        }
    }
}
