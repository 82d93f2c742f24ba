package io.tidelock.cliniko;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidelock.http.RestCall;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.Path;
import retrofit2.http.Query;

/** The endpoints in use. Rows stay JSON: a clinic's custom fields and the vendor's additions have no fixed shape. */
interface ClinikoApi {

    @GET("patients")
    RestCall<JsonNode> patients(
            @Query("q[]") List<String> filters,
            @Query("sort") @Nullable String sort,
            @Query("page") int page,
            @Query("per_page") int size);

    @POST("patients")
    RestCall<JsonNode> createPatient(@Body Map<String, @Nullable Object> body);

    @PATCH("patients/{id}")
    RestCall<JsonNode> updatePatient(@Path("id") String id, @Body Map<String, @Nullable Object> body);

    /** {@code DELETE} means the same and is deprecated (section 1, "Write semantics"). */
    @POST("patients/{id}/archive")
    RestCall<Void> archivePatient(@Path("id") String id);

    @GET("contacts")
    RestCall<JsonNode> contacts(
            @Query("q[]") List<String> filters,
            @Query("sort") @Nullable String sort,
            @Query("page") int page,
            @Query("per_page") int size);

    @POST("contacts")
    RestCall<JsonNode> createContact(@Body Map<String, @Nullable Object> body);

    @PATCH("contacts/{id}")
    RestCall<JsonNode> updateContact(@Path("id") String id, @Body Map<String, @Nullable Object> body);

    @POST("contacts/{id}/archive")
    RestCall<Void> archiveContact(@Path("id") String id);

    @GET("individual_appointments")
    RestCall<JsonNode> individualAppointments(
            @Query("q[]") List<String> filters,
            @Query("sort") @Nullable String sort,
            @Query("page") int page,
            @Query("per_page") int size);

    @GET("group_appointments")
    RestCall<JsonNode> groupAppointments(
            @Query("q[]") List<String> filters,
            @Query("sort") @Nullable String sort,
            @Query("page") int page,
            @Query("per_page") int size);

    @GET("attendees")
    RestCall<JsonNode> attendees(
            @Query("q[]") List<String> filters,
            @Query("sort") @Nullable String sort,
            @Query("page") int page,
            @Query("per_page") int size);

    @GET("appointment_types")
    RestCall<JsonNode> appointmentTypes(
            @Query("q[]") List<String> filters,
            @Query("sort") @Nullable String sort,
            @Query("page") int page,
            @Query("per_page") int size);

    @GET("patient_cases")
    RestCall<JsonNode> patientCases(
            @Query("q[]") List<String> filters,
            @Query("sort") @Nullable String sort,
            @Query("page") int page,
            @Query("per_page") int size);

    @GET("invoices")
    RestCall<JsonNode> invoices(
            @Query("q[]") List<String> filters,
            @Query("sort") @Nullable String sort,
            @Query("page") int page,
            @Query("per_page") int size);

    @GET("invoice_items")
    RestCall<JsonNode> invoiceItems(
            @Query("q[]") List<String> filters,
            @Query("sort") @Nullable String sort,
            @Query("page") int page,
            @Query("per_page") int size);
}
