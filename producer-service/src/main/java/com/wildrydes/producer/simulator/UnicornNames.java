package com.wildrydes.producer.simulator;

import java.util.List;

/** An endless list of names: the workshop's and other famous horses first, then composed ones, all different. */
final class UnicornNames {

    private static final List<String> FAMOUS = List.of(
            "Shadowfax",
            "Rocinante",
            "Bucephalus",
            "Pegasus",
            "Sleipnir",
            "Arion",
            "Balius",
            "Xanthus",
            "Babieca",
            "Marengo",
            "Incitatus",
            "Bayard",
            "Grani",
            "Gringolet",
            "Llamrei",
            "Tulpar");
    private static final List<String> HOW = List.of(
            "Amber", "Azure", "Brave", "Bright", "Calm", "Clever", "Coral", "Crimson", "Dapple", "Dawn", "Ember",
            "Fleet", "Frost", "Gentle", "Golden", "Hazel", "Indigo", "Ivory", "Jade", "Jolly", "Lunar", "Merry",
            "Misty", "Noble", "Opal", "Pearl", "Proud", "Quiet", "Royal", "Silver", "Sunny", "Swift");
    private static final List<String> WHAT = List.of(
            "Arrow", "Breeze", "Brook", "Cloud", "Comet", "Dancer", "Dream", "Dusk", "Echo", "Feather", "Flame",
            "Galaxy", "Glimmer", "Heart", "Horizon", "Lark", "Meadow", "Meteor", "Nova", "Petal", "Rain", "River",
            "Shadow", "Song", "Spark", "Star", "Storm", "Thistle", "Thunder", "Whisper", "Willow", "Wind");

    private UnicornNames() {}

    /** @param index from 0; different indexes have different names */
    static String nth(int index) {
        if (index < FAMOUS.size()) {
            return FAMOUS.get(index);
        }
        int composed = index - FAMOUS.size();
        int round = composed / (HOW.size() * WHAT.size());
        // Both words change from one name to the next, so that neighbours look different.
        int what = composed % WHAT.size();
        int how = (composed / WHAT.size() + what) % HOW.size();
        String name = HOW.get(how) + WHAT.get(what);
        return round == 0 ? name : name + "-" + (round + 1);
    }
}
