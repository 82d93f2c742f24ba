package io.tidelock.benchmarks.clinic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** What people write first: everything changed since, and for each record a search and a write. It keeps nothing of its own. */
final class NaiveLoop {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 100;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Clinic clinic;

    NaiveLoop(Clinic clinic) {
        this.clinic = clinic;
    }

    /** Carries over all patients that changed since a moment. */
    void run(Instant since) throws IOException, InterruptedException {
        int read = PAGE;
        for (int page = 1; read == PAGE; page++) {
            JsonNode patients = page(since, page).path("patients");
            for (JsonNode patient : patients) {
                carry(patient);
            }
            read = patients.size();
        }
    }

    private JsonNode page(Instant since, int page) throws IOException, InterruptedException {
        String question = URLEncoder.encode("updated_at:>=" + since, StandardCharsets.UTF_8);
        String basic = Base64.getEncoder().encodeToString((Clinic.KEY + ":").getBytes(StandardCharsets.UTF_8));
        return answer(HttpRequest.newBuilder(URI.create(
                        clinic.clinikoUrl() + "/patients?per_page=" + PAGE + "&page=" + page + "&q[]=" + question))
                .header("Authorization", "Basic " + basic)
                .header("User-Agent", Clinic.USER_AGENT)
                .header("Accept", "application/json"));
    }

    private void carry(JsonNode patient) throws IOException, InterruptedException {
        String email = patient.path("email").asText();
        JsonNode found = answer(hubspot("/crm/v3/objects/contacts/search", "POST", search(email)));
        ObjectNode contact = JSON.createObjectNode();
        contact.putObject("properties")
                .put("email", email)
                .put("firstname", patient.path("first_name").asText())
                .put("lastname", patient.path("last_name").asText());
        String id = found.path("results").path(0).path("id").asText();
        answer(
                id.isEmpty()
                        ? hubspot("/crm/v3/objects/contacts", "POST", contact)
                        : hubspot("/crm/v3/objects/contacts/" + id, "PATCH", contact));
    }

    private static ObjectNode search(String email) {
        ObjectNode search = JSON.createObjectNode();
        search.putArray("filterGroups")
                .addObject()
                .putArray("filters")
                .addObject()
                .put("propertyName", "email")
                .put("operator", "EQ")
                .put("value", email);
        return search;
    }

    private HttpRequest.Builder hubspot(String path, String method, ObjectNode body) throws IOException {
        return HttpRequest.newBuilder(clinic.hubspotUrl().resolve(path))
                .header("Authorization", "Bearer " + Clinic.TOKEN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }

    private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
            throw new IOException("Answered " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }
}
