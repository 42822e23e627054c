package com.wildrydes.localaws.kinesis;

/**
 * The limits of one shard on AWS: 1,000 records and 1 MiB a second in, 5 calls and 2 MiB a second out. What a second's allowance
 * does not cover is refused; a call may overdraw the bytes out once, as on AWS, where 10 MiB are followed by seconds of refusals.
 */
final class Throughput {

    static final double MEBIBYTE = 1024.0 * 1024;

    private final Allowance recordsIn = new Allowance(1_000);
    private final Allowance bytesIn = new Allowance(MEBIBYTE);
    private final Allowance readsOut = new Allowance(5);
    private final Allowance bytesOut = new Allowance(2 * MEBIBYTE);

    synchronized boolean tryWrite(int bytes, long nowMillis) {
        if (!recordsIn.covers(1, nowMillis) || !bytesIn.covers(bytes, nowMillis)) {
            return false;
        }
        recordsIn.spend(1);
        bytesIn.spend(bytes);
        return true;
    }

    synchronized boolean tryRead(long nowMillis) {
        if (!readsOut.covers(1, nowMillis) || !bytesOut.covers(0, nowMillis)) {
            return false;
        }
        readsOut.spend(1);
        return true;
    }

    synchronized void hasRead(long bytes) {
        bytesOut.spend(bytes);
    }

    /** What flows steadily, and of which a second's amount may be saved up. */
    static final class Allowance {

        private final double perSecond;
        private double left;
        private long atMillis;

        Allowance(double perSecond) {
            this.perSecond = perSecond;
            left = perSecond;
        }

        boolean covers(double amount, long nowMillis) {
            left = Math.min(perSecond, left + Math.max(0, nowMillis - atMillis) * perSecond / 1000);
            atMillis = nowMillis;
            return left >= amount;
        }

        void spend(double amount) {
            left -= amount;
        }
    }
}
