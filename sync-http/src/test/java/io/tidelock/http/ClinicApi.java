package io.tidelock.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import retrofit2.http.Body;
import retrofit2.http.DELETE;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;
import retrofit2.http.Url;

/** The API of a vendor that exists in tests only. */
interface ClinicApi {

    @GET("patients/{id}")
    RestCall<Patient> patient(@Path("id") String id, @Query("by") String by);

    @GET
    RestCall<Patient> next(@Url String link);

    @Lane("search")
    @POST("search")
    RestCall<JsonNode> search(@Body Map<String, Object> query);

    @POST("patients")
    RestCall<Patient> create(@Body Map<String, Object> patient);

    @POST("patients/{id}/archive")
    RestCall<Void> archive(@Path("id") String id);

    @DELETE("patients/{id}")
    RestCall<Void> delete(@Path("id") String id);

    record Patient(String id, String name) {}
}
