package com.wildrydes.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.wildrydes.browser.Browser;
import com.wildrydes.oidc.OidcServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in and out in a real browser, through the form of a real issuer. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up before the tests.
class SignInBrowserIT {

    private static @Nullable Browser browser;
    private static OidcServer oidc;
    private static DemoServices services;
    private static DashboardServer server;
    private static DashboardServer guestServer;

    private final Complaints complaints = new Complaints();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.openOrSkip();
        oidc = OidcServer.start();
        services = new DemoServices();
        server = new DashboardServer(SignInIT.signIn(oidc, services));
        guestServer = new DashboardServer(SignInIT.signIn(oidc, services, "wildrydes.access.guests=true"));
        SignInIT.register(oidc, server);
        SignInIT.register(oidc, guestServer);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            server.close();
            guestServer.close();
            services.close();
            oidc.close();
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        oidc.accessTokenLifetime(Duration.ofMinutes(5));
        services.reset();
        fly(server);
        fly(guestServer);
        open(ColorScheme.LIGHT, 1280, 800);
    }

    @AfterEach
    void close() {
        context.close();
        complaints.assertOnlyAllowed();
    }

    private static void fly(DashboardServer dashboard) {
        dashboard
                .streams()
                .put(
                        "wildrydes",
                        Instant.now(),
                        Reports.of("Shadowfax")
                                .at(40.75, -73.98)
                                .at(Instant.now())
                                .json());
    }

    private void open(ColorScheme colours, int width, int height) {
        if (context != null) {
            context.close();
        }
        context = java.util.Objects.requireNonNull(browser)
                .get()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(colours));
        page = newTab();
    }

    private Page newTab() {
        Page tab = context.newPage();
        complaints.listenTo(tab);
        return tab;
    }

    private void show(DashboardServer dashboard, String view) {
        page.navigate(dashboard.http("/" + view).toString());
    }

    private void fillInTheForm(String name) {
        page.getByLabel("Username").fill(name);
        page.getByLabel("Password").fill(name);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
    }

    private void signIn(String name) {
        show(server, "");
        page.locator("#sign-in").click();
        fillInTheForm(name);
        assertThat(shadowfax(page)).isVisible();
    }

    private static Locator shadowfax(Page tab) {
        return tab.getByRole(AriaRole.OPTION)
                .filter(new Locator.FilterOptions().setHasText("Shadowfax"))
                .first();
    }

    private void isLookedAt(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("width of what is to be seen")
                .isLessThanOrEqualTo(page.viewportSize().width);
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .extracting(rule -> rule.getId() + ": "
                        + rule.getNodes().stream()
                                .map(n -> n.getHtml() + n.getTarget())
                                .toList())
                .isEmpty();
    }

    @Test
    void signsInThroughTheIssuersFormAndOutAgain() {
        show(server, "#alerts");
        assertThat(page.locator("#sign-in-heading")).hasText("Sign in to see the fleet");
        assertThat(page.locator("#view-alerts")).isHidden();
        assertThat(page.locator("#connection")).isHidden();

        page.locator("#sign-in").click();
        fillInTheForm("operator");

        assertThat(page.locator("#view-alerts")).isVisible();
        assertThat(page.locator("#who-name")).hasText("operator");
        assertThat(page.locator("#view-sign-in")).isHidden();
        page.locator("#tab-map").click();
        assertThat(shadowfax(page)).isVisible();
        assertThat(page.locator("#connection")).hasText("Live");
        page.locator("#open-fly").click();
        page.locator("#simulator-start").click();
        assertThat(page.locator("#simulator-note")).hasText("10 took off.");
        page.locator("#fly-close").click();
        Page otherTab = newTab();
        otherTab.navigate(server.http("/").toString());
        assertThat(shadowfax(otherTab)).isVisible();

        page.locator("#who-button").click();
        page.locator("#sign-out").click();

        assertThat(page.locator("#sign-in-heading")).isVisible();
        assertThat(page).hasURL(server.http("/").toString());
        assertThat(context.cookies().stream().map(cookie -> cookie.name))
                .noneMatch(name -> name.startsWith("__Host-wildrydes"));
        assertThat(otherTab.locator("#sign-in-heading")).hasText("Your session has ended.");
        page.locator("#sign-in").click();
        assertThat(page.getByLabel("Password")).isVisible();
    }

    /** As https: a browser takes Secure cookies, and those of __Host-, of this machine over plain http. */
    @Test
    void keepsTheSessionWhereNoScriptReadsIt() {
        signIn("viewer");

        assertThat(context.cookies())
                .filteredOn(cookie -> cookie.name.startsWith("__Host-wildrydes-session"))
                .isNotEmpty()
                .allSatisfy(cookie -> {
                    assertThat(cookie.httpOnly).isTrue();
                    assertThat(cookie.secure).isTrue();
                    assertThat(cookie.sameSite).hasToString("LAX");
                });
        assertThat(page.evaluate("document.cookie + JSON.stringify(localStorage)"))
                .asString()
                .doesNotContain("wildrydes-session", "ey");
    }

    @Test
    void offersAViewerNothingThatTheyMayNot() {
        signIn("viewer");

        assertThat(page.locator("#open-fly")).isHidden();
        assertThat(page.locator("#open-replay")).isHidden();
        shadowfax(page).click();
        assertThat(page.locator("#panel-follow")).isVisible();
        assertThat(page.locator("#panel-stop")).isHidden();
        page.locator("#tab-archive").click();
        assertThat(page.locator("#explained")).containsText("for analysts");
        assertThat(page.locator("#sql-form")).isHidden();
        assertThat(page.locator("#files-form")).isHidden();
        assertThat(
                        page.evaluate(
                                "fetch('/api/me').then(r => r.json()).then(me => fetch('/api/unicorns', {method: 'POST', headers:"
                                        + " {'Content-Type': 'application/json', 'X-CSRF-Token': me.csrf}, body: '{}'})).then(r => r.status)"))
                .isEqualTo(403);
        complaints.allow("403");
    }

    @Test
    void offersAnAnalystTheArchiveAndNoStart() {
        signIn("analyst");

        assertThat(page.locator("#open-fly")).isHidden();
        assertThat(page.locator("#open-replay")).isVisible();
        page.locator("#tab-archive").click();
        assertThat(page.locator("#explained")).isHidden();
        page.locator("#sql-run").click();
        assertThat(page.locator("#sql-rows tr")).hasCount(40);
    }

    @Test
    void tellsWhoHasNoRoleWhatToDo() {
        show(server, "");
        page.locator("#sign-in").click();
        fillInTheForm("stranger");

        assertThat(page.locator("#sign-in-note")).containsText("You are signed in as stranger, who has no role here.");
        isLookedAt("sign-in-stranger");
        page.locator("#sign-out-stranger").click();
        assertThat(page.locator("#sign-in")).isVisible();
    }

    @Test
    void staysInWhenTheDashboardIsRestartedAndAtAnotherReplica() {
        DashboardServer one = new DashboardServer(SignInIT.signIn(oidc, services));
        int port = one.port();
        SignInIT.register(oidc, one);
        fly(one);
        show(one, "");
        page.locator("#sign-in").click();
        fillInTheForm("viewer");
        assertThat(shadowfax(page)).isVisible();

        one.close();
        DashboardServer again = DashboardServer.at(port, SignInIT.signIn(oidc, services));
        fly(again);
        assertThat(page.locator("#connection")).hasText("Live");
        page.reload();
        assertThat(shadowfax(page)).isVisible();
        assertThat(page.locator("#who-name")).hasText("viewer");
        again.close();

        // A port does not part cookies: to the browser this is the same site.
        show(server, "");
        assertThat(page.locator("#who-name")).hasText("viewer");
        assertThat(shadowfax(page)).isVisible();
        complaints.allow("ERR_CONNECTION_REFUSED");
        complaints.allow("503");
        complaints.allow("502");
    }

    @Test
    void goesOnWithARenewedTokenInEveryTab() {
        oidc.accessTokenLifetime(Duration.ofSeconds(12));
        List<WebSocket> sockets = new CopyOnWriteArrayList<>();
        List<WebSocket> closed = new CopyOnWriteArrayList<>();
        page.onWebSocket(socket -> {
            sockets.add(socket);
            socket.onClose(closed::add);
        });
        signIn("viewer");
        assertThat(page.locator("#connection")).hasText("Live");
        Page otherTab = newTab();
        otherTab.navigate(server.http("/").toString());
        assertThat(shadowfax(otherTab)).isVisible();
        page.evaluate(
                "window.wasGone = false; new MutationObserver(() => { window.wasGone ||= !document.querySelector('#view-sign-in').hidden"
                        + " || document.querySelector('#fleet-count').textContent !== '1'; }).observe(document.body, {subtree: true,"
                        + " childList: true, attributes: true, characterData: true})");

        page.waitForCondition(() -> closed.size() >= 2 && sockets.size() >= 3);

        assertThat(page.locator("#connection")).hasText("Live");
        assertThat((Boolean) page.evaluate("window.wasGone"))
                .as("whether the unicorns were gone meanwhile")
                .isFalse();
        for (Page tab : List.of(page, otherTab)) {
            assertThat(tab.locator("#who-name")).hasText("viewer");
            assertThat(shadowfax(tab)).isVisible();
            assertThat(tab.locator("#view-sign-in")).isHidden();
        }
    }

    @Test
    void saysThatASessionHasEndedAndGoesOnAfterTheSignIn() {
        oidc.accessTokenLifetime(Duration.ofSeconds(12));
        signIn("analyst");
        page.locator("#tab-archive").click();
        List<String> asked = new CopyOnWriteArrayList<>();
        // What another browser's sign-out does to the refresh token, this does to the whole session.
        context.clearCookies();
        page.onRequest(request -> asked.add(request.url()));

        // Not a click of the mouse: a renewal of the page's own may find it out first, and hide the button.
        page.locator("#sql-run").dispatchEvent("click");

        assertThat(page.locator("#sign-in-heading")).hasText("Your session has ended.");
        assertThat(page.locator("#sign-in")).isFocused();
        isLookedAt("sign-in-ended");
        assertThat(asked).as("and asks no more").hasSizeLessThan(8);
        page.locator("#sign-in").click();
        fillInTheForm("analyst");
        assertThat(page.locator("#sql-form")).isVisible();
        complaints.allow("401");
        complaints.allow("403");
    }

    @Test
    void refusesTheWebSocketToAnotherSitesPage() {
        signIn("viewer");
        String open = "new Promise(done => { const socket = new WebSocket('" + server.webSocket() + "');"
                + " socket.onopen = () => done('open'); socket.onerror = () => done('refused'); })";
        assertThat(page.evaluate(open)).isEqualTo("open");

        // Another port is another origin, but gets the same cookies.
        page.navigate(oidc.issuer() + "/login");

        assertThat(context.cookies())
                .anyMatch(cookie ->
                        cookie.name.startsWith("__Host-wildrydes-session") && cookie.domain.equals("127.0.0.1"));
        assertThat(page.evaluate(open)).isEqualTo("refused");
        complaints.allow("WebSocket connection");
        complaints.allow("404"); // the issuer has no picture for its tab
    }

    @Test
    void letsGuestsLookAndSignIn() {
        show(guestServer, "");
        assertThat(shadowfax(page)).isVisible();
        assertThat(page.locator("#open-fly")).isHidden();
        assertThat(page.locator("#who-button")).isHidden();
        page.locator("#tab-archive").click();
        assertThat(page.locator("#explained")).containsText("Guests see");
        isLookedAt("sign-in-guest-archive");

        page.locator("#sign-in-link").click();
        fillInTheForm("operator");

        assertThat(page.locator("#sql-form")).isVisible();
        assertThat(page.locator("#who-name")).hasText("operator");
        assertThat(page.locator("#sign-in-link")).isHidden();
        context.clearCookies();
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        assertThat(page.locator("#notice")).containsText("Your session has ended. You go on as a guest.");
        assertThat(page.locator("#sign-in-link")).isVisible();
        isLookedAt("sign-in-guest-notice");
        page.locator("#notice-close").click();
        assertThat(page.locator("#notice")).isHidden();
    }

    @Test
    void saysOnThePageWhyASignInFailed() {
        show(server, "?sign-in=denied");
        assertThat(page.locator("#sign-in-problem")).hasText("The sign-in was called off, or refused.");
        assertThat(page).hasURL(server.http("/").toString());
        page.reload();
        assertThat(page.locator("#sign-in-problem")).hasText("");

        show(server, "?sign-in=%3Cb%3Enonsense");
        assertThat(page.locator("#sign-in-problem")).hasText("");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1440, 900", "DARK, 1440, 900", "LIGHT, 360, 740", "DARK, 360, 740"})
    void canBeUsedByEverybody(ColorScheme colours, int width, int height) {
        String name = "sign-in-" + colours.name().toLowerCase(Locale.ROOT) + '-' + width + '-';
        open(colours, width, height);
        show(server, "?sign-in=away");
        assertThat(page.locator("#sign-in-problem")).containsText("cannot be reached");
        isLookedAt(name + "card");
        show(guestServer, "");
        assertThat(shadowfax(page)).isVisible();
        isLookedAt(name + "guest");
        signIn("viewer");
        isLookedAt(name + "viewer");
        page.locator("#who-button").click();
        assertThat(page.locator("#sign-out")).isVisible();
        isLookedAt(name + "menu");
        page.keyboard().press("Escape");
        assertThat(page.locator("#sign-out")).isHidden();
        page.locator("#tab-archive").click();
        isLookedAt(name + "archive");
    }

    @Test
    void describesTheInterfacesToWhoMaySeeThem() {
        show(server, "apis.html");
        assertThat(page.locator("#documents"))
                .containsText("The interfaces are described for those who may see the fleet.");
        page.locator("#documents a").click();
        fillInTheForm("operator");

        assertThat(page).hasURL(server.http("/apis.html").toString());
        assertThat(page.locator(".opblock").first()).isVisible();
    }
}
