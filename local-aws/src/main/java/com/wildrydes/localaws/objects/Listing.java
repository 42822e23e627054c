package com.wildrydes.localaws.objects;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What is directly below a prefix.
 *
 * @param folders the prefixes below, each with its closing slash
 */
public record Listing(List<StoredObject> objects, List<String> folders) {

    private static final XMLInputFactory XML = XMLInputFactory.newFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    public Listing {
        objects = List.copyOf(objects);
        folders = List.copyOf(folders);
    }

    /** Reads one page into the lists. @return the token of the next page, or null after the last one */
    static @Nullable String readPage(byte[] xml, List<StoredObject> objects, List<String> folders)
            throws XMLStreamException {
        XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(xml));
        try {
            String next = null;
            List<String> path = new ArrayList<>();
            String key = "";
            String etag = "";
            long bytes = 0;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> path.add(reader.getLocalName());
                    case XMLStreamConstants.CHARACTERS -> {
                        switch (String.join("/", path)) {
                            case "ListBucketResult/NextContinuationToken" -> next = reader.getText();
                            case "ListBucketResult/CommonPrefixes/Prefix" -> folders.add(reader.getText());
                            case "ListBucketResult/Contents/Key" -> key = reader.getText();
                            case "ListBucketResult/Contents/ETag" ->
                                etag = reader.getText().replace("\"", "");
                            case "ListBucketResult/Contents/Size" -> bytes = Long.parseLong(reader.getText());
                            default -> {}
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (path.size() == 2 && path.get(1).equals("Contents")) {
                            objects.add(new StoredObject(key, etag, bytes));
                        }
                        path.remove(path.size() - 1);
                    }
                    default -> {}
                }
            }
            return next;
        } finally {
            reader.close();
        }
    }
}
