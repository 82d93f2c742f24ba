package io.tidelock.testkit.fake.cliniko;

import static io.tidelock.testkit.fake.cliniko.Field.flag;
import static io.tidelock.testkit.fake.cliniko.Field.text;

import java.util.List;

/** The user's table (page, section 3, "User"): read-only, one user, the owner of the key. */
final class Users {

    static final String NAME = "users";

    private Users() {}

    static Resource resource() {
        return Resource.named(NAME)
                .fields(
                        flag("active").readOnly().shownEmptyAs(true),
                        flag("user_active").readOnly().shownEmptyAs(true),
                        text("email").readOnly().shownEmptyAs("reception@clinic.example"),
                        text("first_name").readOnly().shownEmptyAs("Robin"),
                        text("last_name").readOnly().shownEmptyAs("Example"),
                        text("title").readOnly(),
                        text("role").readOnly().shownEmptyAs("administrator"),
                        Field.of("phone_numbers", Kind.PHONES).readOnly().shownEmptyAs(List.of()),
                        text("time_zone").readOnly().shownEmptyAs("Melbourne"),
                        text("time_zone_identifier").readOnly().shownEmptyAs("Australia/Melbourne"));
    }
}
