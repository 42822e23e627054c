package com.wildrydes.dashboard.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.wildrydes.dashboard.signin.Renewals.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RenewalsTest {

    private static final Instant START = Instant.parse("2026-11-28T10:00:00Z");
    private static final Duration BEFORE = Duration.ofSeconds(60);
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final MovingClock clock = new MovingClock();
    private final Issuer issuer = new Issuer();
    private final Renewals renewals = new Renewals(issuer, clock, BEFORE);

    private static final class MovingClock extends Clock {

        private volatile Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Takes each refresh token once, as strict issuers do. */
    private final class Issuer implements Renewals.RefreshTokens {

        private final Set<String> used = new HashSet<>();
        private int asked;
        private boolean away;
        private Duration life = LIFE;
        private CountDownLatch hold = new CountDownLatch(0);

        @Override
        public Session.@Nullable Tokens refresh(Session session) throws IssuerAwayException {
            try {
                hold.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            synchronized (this) {
                asked++;
                if (away) {
                    throw new IssuerAwayException("away", new java.io.IOException());
                }
                String token = String.valueOf(session.refreshToken());
                if (!used.add(token)) {
                    return null;
                }
                return new Session.Tokens(
                        "access-" + asked, clock.instant(), clock.instant().plus(life), "refresh-" + asked, null);
            }
        }
    }

    private static Session session() {
        return new Session(
                "s", "Ada", "access-0", START, START.plus(LIFE), "refresh-0", "id", "csrf", START.plusSeconds(36_000));
    }

    private static Session goesOn(Outcome outcome) {
        return assertThat(outcome)
                .asInstanceOf(type(Outcome.GoesOn.class))
                .actual()
                .session();
    }

    @Test
    void leavesASessionAloneUntilShortlyBeforeItsEnd() {
        clock.now = START.plus(LIFE).minus(BEFORE).minusMillis(1);
        assertThat(renewals.renewIfDue(session())).isEqualTo(new Outcome.GoesOn(session(), false));

        clock.now = START.plus(LIFE).minus(BEFORE);
        Session renewed = goesOn(renewals.renewIfDue(session()));
        assertThat(renewed.accessToken()).isEqualTo("access-1");
        assertThat(renewed.refreshToken()).isEqualTo("refresh-1");
        assertThat(renewed.csrf()).isEqualTo("csrf");
        assertThat(renewed.idToken()).isEqualTo("id");
        assertThat(renewed.end()).isEqualTo(session().end());
    }

    @Test
    void renewsAShortLivedTokenInItsSecondHalfOnly() {
        Session shortLived =
                new Session("s", "Ada", "a", START, START.plusSeconds(20), "r", null, "c", START.plusSeconds(99));

        assertThat(shortLived.renewAt(BEFORE)).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void asksOnceForAllWhoAskAtTheSameTime() throws Exception {
        clock.now = START.plus(LIFE);
        issuer.hold = new CountDownLatch(1);
        ExecutorService tabs = Executors.newFixedThreadPool(8);
        try {
            List<Future<Outcome>> outcomes = IntStream.range(0, 8)
                    .mapToObj(i -> tabs.submit(() -> renewals.renewIfDue(session())))
                    .toList();
            issuer.hold.countDown();
            for (Future<Outcome> outcome : outcomes) {
                assertThat(goesOn(outcome.get()).refreshToken()).isEqualTo("refresh-1");
            }
        } finally {
            tabs.shutdown();
        }
        assertThat(issuer.asked).isEqualTo(1);
    }

    @Test
    void givesTheSameToARequestThatWasSentBeforeTheNewCookieCame() {
        clock.now = START.plus(LIFE);
        Session first = goesOn(renewals.renewIfDue(session()));
        clock.now = clock.now.plus(Renewals.REMEMBERED);

        assertThat(renewals.renewIfDue(session())).isEqualTo(new Outcome.GoesOn(first, true));
        assertThat(issuer.asked).isEqualTo(1);
    }

    @Test
    void keepsASessionThatAnotherReplicaHasRenewedUntilItsOwnTokenEnds() {
        issuer.used.add("refresh-0");
        clock.now = START.plus(LIFE).minusSeconds(1);

        assertThat(renewals.renewIfDue(session())).isEqualTo(new Outcome.GoesOn(session(), false));

        clock.now = START.plus(LIFE);
        assertThat(renewals.renewIfDue(session())).isEqualTo(new Outcome.Ended());
        assertThat(issuer.asked).as("a refusal is remembered").isEqualTo(1);
    }

    @Test
    void endsNothingWhileTheIssuerIsAway() {
        issuer.away = true;
        clock.now = START.plus(LIFE).minusSeconds(1);
        assertThat(renewals.renewIfDue(session())).isEqualTo(new Outcome.GoesOn(session(), false));
        clock.now = START.plus(LIFE);
        assertThat(renewals.renewIfDue(session())).isEqualTo(new Outcome.IssuerAway());

        issuer.away = false;
        assertThat(goesOn(renewals.renewIfDue(session())).refreshToken()).isEqualTo("refresh-3");
    }

    @Test
    void endsWithItsTokenWithoutARefreshToken() {
        Session plain =
                new Session("s", "Ada", "a", START, START.plus(LIFE), null, null, "c", START.plusSeconds(36_000));
        clock.now = START.plus(LIFE).minusMillis(1);
        assertThat(renewals.renewIfDue(plain)).isEqualTo(new Outcome.GoesOn(plain, false));

        clock.now = START.plus(LIFE);
        assertThat(renewals.renewIfDue(plain)).isEqualTo(new Outcome.Ended());
        assertThat(issuer.asked).isZero();
    }

    @Test
    void goesOnFromWhatWasRememberedWhenThatIsDueToo() {
        issuer.life = Duration.ofSeconds(20);
        clock.now = START.plus(LIFE);
        goesOn(renewals.renewIfDue(session()));
        clock.now = clock.now.plusSeconds(10);

        assertThat(goesOn(renewals.renewIfDue(session())).refreshToken()).isEqualTo("refresh-2");
        assertThat(issuer.asked).isEqualTo(2);
    }

    @Test
    void doesNotAskForEverWhenTheIssuerGivesTokensThatHaveEnded() {
        issuer.life = Duration.ZERO;
        clock.now = START.plus(LIFE);

        assertThat(renewals.renewIfDue(session())).isEqualTo(new Outcome.Ended());
    }

    @Test
    void remembersABoundedNumber() {
        clock.now = START.plus(LIFE);
        for (int i = 0; i <= Renewals.MOST_REMEMBERED; i++) {
            renewals.renewIfDue(session("r" + i));
        }
        assertThat(renewals.remembered()).isEqualTo(Renewals.MOST_REMEMBERED);
        clock.now = clock.now.plus(Renewals.REMEMBERED).plusMillis(1);
        renewals.renewIfDue(session("last"));
        assertThat(renewals.remembered()).isEqualTo(1);
    }

    private static Session session(String refreshToken) {
        return new Session(
                "s", "Ada", "a", START, START.plus(LIFE), refreshToken, null, "c", START.plusSeconds(36_000));
    }
}
