package io.tidelock.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidelock.connector.AccessDeniedException;
import io.tidelock.connector.RetryLaterException;
import io.tidelock.record.AccountId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefreshedTokensTest {

    private static final AccountId CLINIC = AccountId.of("clinic", "17");

    private final Shelf shelf = new Shelf();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, String> rotations = new HashMap<>();
    private final RefreshedTokens tokens = new RefreshedTokens(CLINIC, shelf, this::renewal);

    /** A vendor: each refresh token it knows is good for one renewal. */
    private TokenGrant renewal(String refresh) {
        asked.add(refresh);
        String next = rotations.remove(refresh);
        if (next == null) {
            throw new AccessDeniedException("void");
        }
        return TokenGrant.of(AccessToken.of("access of " + refresh, Duration.ofMinutes(30)), next);
    }

    @Test
    void refreshTokenThatComesBackIsKeptBeforeTheAccessTokenIsUsed() {
        shelf.token = "first";
        rotations.put("first", "second");

        assertThat(tokens.fetch().value()).isEqualTo("access of first");
        assertThat(shelf.token).isEqualTo("second");
    }

    @Test
    void refreshTokenThatStaysIsNotKeptAgain() {
        shelf.token = "same";
        rotations.put("same", "same");
        tokens.fetch();
        rotations.put("same", "");
        tokens.fetch();

        assertThat(shelf.kept).isEmpty();
    }

    @Test
    void accountThatNobodyConnectedIsAPersons() {
        assertThatThrownBy(tokens::fetch)
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("clinic:17 is not connected");
    }

    @Test
    void voidTokenIsDeniedAfterOneRequest() {
        shelf.token = "void";

        assertThatThrownBy(tokens::fetch).isInstanceOf(AccessDeniedException.class);
        assertThat(asked).containsExactly("void");
    }

    @Test
    void tokenThatAnotherNodeRotatedMeanwhileIsReplacedByItsSuccessor() {
        shelf.token = "first";
        shelf.afterRead = () -> shelf.token = "of the other node";
        rotations.put("of the other node", "third");

        assertThat(tokens.fetch().value()).isEqualTo("access of of the other node");
        assertThat(shelf.token).isEqualTo("third");
    }

    @Test
    void tokenThatCouldNotBeKeptIsOfferedAgainAndUsed() {
        shelf.token = "first";
        rotations.put("first", "second");
        rotations.put("second", "third");
        shelf.broken = true;

        assertThatThrownBy(tokens::fetch)
                .isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("IllegalStateException")
                .hasMessageNotContaining("second")
                .hasNoCause();
        shelf.broken = false;

        assertThat(tokens.fetch().value()).isEqualTo("access of second");
        assertThat(shelf.kept).containsExactly("second", "third");
    }

    @Test
    void tokenThatAPersonPutThereMeanwhileWinsOverOneThatWasNotKept() {
        shelf.token = "first";
        rotations.put("first", "second");
        rotations.put("reconnected", "reconnected");
        shelf.broken = true;
        assertThatThrownBy(tokens::fetch).isInstanceOf(RetryLaterException.class);
        shelf.broken = false;
        shelf.token = "reconnected";

        assertThat(tokens.fetch().value()).isEqualTo("access of reconnected");
        assertThat(shelf.token).isEqualTo("reconnected");
    }

    @Test
    void nothingIsShown() {
        assertThat(TokenGrant.of(AccessToken.ofUnknownLife("canary"), "canary")).hasToString("token grant (hidden)");
    }

    private static final class Shelf implements TokenStore {
        private @Nullable String token;
        private final List<String> kept = new ArrayList<>();
        private boolean broken;
        private @Nullable Runnable afterRead;

        @Override
        public Optional<String> refreshToken(AccountId account) {
            assertThat(account).isEqualTo(CLINIC);
            Optional<String> shown = Optional.ofNullable(token);
            Runnable next = afterRead;
            afterRead = null;
            if (next != null) {
                next.run();
            }
            return shown;
        }

        @Override
        public void keep(AccountId account, String refreshToken) {
            if (broken) {
                throw new IllegalStateException("row with " + refreshToken + " cannot be written");
            }
            token = refreshToken;
            kept.add(refreshToken);
        }
    }
}
