package com.wildrydes.localaws.athena.catalogue;

/** A table's or view's name, in lower case. */
public record TableName(String database, String table) {

    @Override
    public String toString() {
        return database + "." + table;
    }
}
