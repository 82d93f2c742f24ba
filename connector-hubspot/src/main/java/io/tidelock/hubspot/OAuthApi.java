package io.tidelock.hubspot;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tidelock.http.RestCall;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import retrofit2.http.FieldMap;
import retrofit2.http.FormUrlEncoded;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** HubSpot's token endpoint (§1.2). */
interface OAuthApi {

    @FormUrlEncoded
    @POST("oauth/{version}/token")
    RestCall<Granted> token(@Path("version") String version, @FieldMap Map<String, String> fields);

    /** What a code or a refresh token is exchanged for. */
    record Granted(
            @JsonProperty("access_token") @Nullable String accessToken,
            @JsonProperty("refresh_token") @Nullable String refreshToken,
            @JsonProperty("expires_in") @Nullable Long expiresIn,
            @JsonProperty("hub_id") @Nullable String hubId,
            List<String> scopes) {
        public Granted {
            scopes = scopes == null ? List.of() : scopes;
        }

        /** Shows no secret. */
        @Override
        public String toString() {
            return "granted by " + hubId;
        }
    }

    /** What the token endpoint says instead. */
    record Refusal(
            @Nullable String error,
            @Nullable String status,
            @Nullable String subCategory,
            @Nullable String category) {}
}
