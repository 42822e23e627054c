package com.wildrydes.dashboard;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * As much of a browser as signing in takes: cookies of one host, also secure ones, because that host is this machine, and redirects. What
 * it was sent and what it went through can be looked at.
 */
final class FormBrowser {

    private static final Pattern CSRF_FIELD = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Pattern CSRF_OF_ME = Pattern.compile("\"csrf\":\"([^\"]+)\"");
    private static final int MOST_REDIRECTS = 10;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    final Map<String, String> cookies = new LinkedHashMap<>();
    /** Every Set-Cookie, as it came. */
    final List<String> received = new ArrayList<>();
    /** Every address asked for, in turn. */
    final List<URI> visited = new ArrayList<>();

    /** A second one with the same cookies: another tab whose answers the first does not see. */
    FormBrowser copy() {
        FormBrowser copy = new FormBrowser();
        copy.cookies.putAll(cookies);
        return copy;
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookieHeader());
        }
        HttpRequest built = request.build();
        visited.add(built.uri());
        HttpResponse<String> response = client.send(built, HttpResponse.BodyHandlers.ofString());
        for (String text : response.headers().allValues("Set-Cookie")) {
            received.add(text);
            HttpCookie cookie = HttpCookie.parse("Set-Cookie: " + text).get(0);
            if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie.getValue());
            }
        }
        return response;
    }

    String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + '=' + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** @param headers names and values in turn */
    HttpResponse<String> get(URI uri, String... headers) throws IOException, InterruptedException {
        return send(with(HttpRequest.newBuilder(uri), headers));
    }

    HttpResponse<String> send(String method, URI uri, String body, String... headers)
            throws IOException, InterruptedException {
        return send(
                with(HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(body)), headers));
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Follows redirects to where they end. */
    HttpResponse<String> follow(HttpResponse<String> response) throws IOException, InterruptedException {
        HttpResponse<String> last = response;
        for (int i = 0; last.statusCode() / 100 == 3; i++) {
            if (i == MOST_REDIRECTS) {
                throw new AssertionError("This leads nowhere: " + visited);
            }
            URI next = last.uri().resolve(last.headers().firstValue("Location").orElseThrow());
            last = get(next, "Accept", "text/html");
        }
        return last;
    }

    /** Opens the page that signs in and fills in the issuer's form; ends where that leads. */
    HttpResponse<String> signIn(URI signInPage, String name) throws IOException, InterruptedException {
        HttpResponse<String> form = follow(get(signInPage, "Accept", "text/html"));
        Matcher csrf = CSRF_FIELD.matcher(form.body());
        if (!csrf.find()) {
            throw new AssertionError(
                    "The issuer must show its form, but at " + form.uri() + " it shows " + form.body());
        }
        String fields = "username=" + name + "&password=" + name + "&_csrf="
                + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8);
        return follow(send(
                "POST",
                form.uri(),
                fields,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/html"));
    }

    /** The CSRF token of the session. */
    String csrf(URI me) throws IOException, InterruptedException {
        String body = get(me).body();
        Matcher csrf = CSRF_OF_ME.matcher(body);
        if (!csrf.find()) {
            throw new AssertionError("There must be a session, but /api/me says " + body);
        }
        return csrf.group(1);
    }
}
