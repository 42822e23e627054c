package com.wildrydes.localaws.objects;

/**
 * An object as a listing shows it.
 *
 * @param etag without quotes
 */
public record StoredObject(String key, String etag, long bytes) {}
