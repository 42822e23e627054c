package com.wildrydes.dashboard.live;

import com.wildrydes.dashboard.fleet.Unicorn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What a client that subscribed sees of the fleet. Remembers, a bit a unicorn, who the client was last told is in view: one
 * that leaves is told once more, or it would stand still at the edge of the client's map for ever. For one thread.
 */
final class View {

    private final Subscription subscription;
    private final BitSet inView = new BitSet();

    View(Subscription subscription) {
        this.subscription = subscription;
    }

    /** Who is in view. The client forgets everybody else. */
    List<Unicorn> startOver(List<Unicorn> everybody) {
        inView.clear();
        return rows(everybody);
    }

    /** Of those who changed since the client was last told anything: who is in view, and who no longer is. */
    List<Unicorn> changes(List<Unicorn> changed) {
        return rows(changed);
    }

    private List<Unicorn> rows(List<Unicorn> unicorns) {
        List<Unicorn> rows = new ArrayList<>();
        for (Unicorn unicorn : unicorns) {
            boolean matches = subscription.matches(unicorn);
            if (matches || inView.get(unicorn.number())) {
                rows.add(unicorn);
            }
            inView.set(unicorn.number(), matches);
        }
        return rows;
    }
}
