package io.tidelock.cliniko;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The region a clinic's account lives in. Its name ends the API key, {@code …-uk1}; the part before may hold hyphens too.
 * Keys without one are from the time of the first region. New regions appear, so there is no list of them.
 */
record Shard(String name) {

    private static final Pattern NAME = Pattern.compile("\\w{2}\\d{1,2}");
    private static final String FIRST = "au1";

    static Shard of(String apiKey) {
        String suffix = apiKey.strip().substring(apiKey.strip().lastIndexOf('-') + 1);
        boolean named = apiKey.indexOf('-') >= 0 && NAME.matcher(suffix).matches();
        return new Shard(named ? suffix.toLowerCase(Locale.ROOT) : FIRST);
    }

    URI baseUrl() {
        return URI.create("https://api." + name + ".cliniko.com/v1");
    }
}
