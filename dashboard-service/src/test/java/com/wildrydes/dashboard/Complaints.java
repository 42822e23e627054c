package com.wildrydes.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * What pages complain of in one test: errors on their console, with the address they are about, and errors that nobody caught. They
 * arrive whenever Playwright next reads from the browser, so they are judged at the end only.
 */
final class Complaints {

    private final List<String> heard = new ArrayList<>();
    private final List<String> allowed = new ArrayList<>();

    void listenTo(Page page) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                heard.add(message.text() + " " + message.location());
            }
        });
        page.onPageError(heard::add);
    }

    /** That pages complain of this is what the test brings about, before or after this call. */
    void allow(String part) {
        allowed.add(part);
    }

    /** To be called once the pages are closed, for the last complaint arrives with that. Forgets all for the next test. */
    void assertOnlyAllowed() {
        List<String> others = heard.stream()
                .filter(complaint -> allowed.stream().noneMatch(complaint::contains))
                .toList();
        heard.clear();
        allowed.clear();
        assertThat(others).as("what the page complained of").isEmpty();
    }
}
