package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.hubspot.Caller.Answer;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {

    private final FakeHubSpot fake =
            FakeHubSpot.builder().clock(new ManualClock()).build();
    private final Caller caller = new Caller(fake);
    private String contact = "";

    @BeforeEach
    void propertiesOfEveryType() {
        fake.defineProperty("contacts", "a_date", "date", "date");
        fake.defineProperty("contacts", "a_time", "datetime", "date");
        fake.defineProperty("contacts", "a_number", "number", "number");
        caller.post(
                "/crm/v3/properties/contacts",
                "{'groupName':'contactinformation','name':'a_bool','label':'B','type':'bool',"
                        + "'fieldType':'booleancheckbox','options':[{'label':'Yes','value':'true'},"
                        + "{'label':'No','value':'false'}]}");
        caller.post(
                "/crm/v3/properties/contacts",
                "{'groupName':'contactinformation','name':'a_set','label':'S','type':'enumeration',"
                        + "'fieldType':'checkbox','options':[{'label':'A','value':'a'},{'label':'B','value':'b'},"
                        + "{'label':'C','value':'c'}]}");
        contact = fake.create("contacts", Map.of("firstname", "Ann"));
    }

    private Answer write(String property, String value) {
        return caller.patch(
                "/crm/v3/objects/contacts/" + contact, "{'properties':{'" + property + "':'" + value + "'}}");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a_date,2020-02-29,2020-02-29",
                "a_date,1430438400000,2015-05-01",
                "a_time,2020-02-29T03:30:17Z,2020-02-29T03:30:17.000Z",
                "a_time,2020-02-29T05:30:17.5+02:00,2020-02-29T03:30:17.500Z",
                "a_time,1430438400001,2015-05-01T00:00:00.001Z",
                "a_number,1500.00,1500",
                "a_number,1e3,1000",
                "a_number,-0.50,-0.5",
                "a_number,0.00,0",
                "a_bool,true,true",
                "a_set,c;a,a;c",
                "firstname, Ann , Ann ",
                "email,A@B.co,a@b.co",
                "hs_lead_status,OPEN_DEAL,OPEN_DEAL"
            })
    void valuesAreNormalised(String property, String sent, String stored) {
        assertThat(write(property, sent).value(property)).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a_date,1430438400001,INVALID_DATE",
                "a_date,2020-02-30,INVALID_DATE",
                "a_time,2020-02-29,INVALID_DATE",
                "a_number,twelve,INVALID_INTEGER",
                "a_number,1e400,INVALID_INTEGER",
                "a_number, 1,LEADING_TRAILING_WHITESPACE",
                "a_bool,yes,INVALID_OPTION",
                "a_set,a;d,INVALID_OPTION",
                "hs_lead_status,open_deal,INVALID_OPTION",
                "email,a@b,INVALID_EMAIL",
                "hubspot_owner_id,7000001,INVALID_OWNER_ID",
                "hs_object_id,1,READ_ONLY_VALUE",
                "nonsense,1,PROPERTY_DOESNT_EXIST"
            })
    void badValuesAreRefusedByName(String property, String sent, String code) {
        Answer refused = write(property, sent);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/code").asText()).isEqualTo(code);
        assertThat(refused.body().at("/errors/0/context/propertyName/0").asText())
                .isEqualTo(property);
    }

    @Test
    void dateThatIsNotMidnightSaysSo() {
        assertThat(write("a_date", "1430518735865").message()).contains("is at 22:18:55.865 UTC, not midnight!");
    }

    @Test
    void leadingSemicolonAppends() {
        write("a_set", "b");

        assertThat(write("a_set", ";a").value("a_set")).isEqualTo("a;b");
        assertThat(write("a_set", "c").value("a_set")).isEqualTo("c");
    }

    @Test
    void textHasALimit() {
        assertThat(write("firstname", "x".repeat(65_536)).status()).isEqualTo(200);
        assertThat(write("firstname", "x".repeat(65_537)).status()).isEqualTo(400);
    }
}
