package com.wildrydes.producer.replay;

import com.wildrydes.producer.flight.GeoPoint;
import io.jenetics.jpx.GPX;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a GPX file before the GPX library reads it: that it is XML without a document type (which could make an
 * XML reader open files or grow without end), its version, and which track points the library will silently leave out.
 *
 * @param unplaced the numbers of the track points without usable coordinates, from 1, and why
 */
record GpxOutline(GPX.Version version, Map<Integer, String> unplaced) {

    private static final String NO_DOCTYPE = "The upload must be GPX without a document type declaration";

    /** @throws InvalidTrackException when it is no GPX */
    static GpxOutline of(byte[] gpx) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            // Decoded as the library does it.
            XMLStreamReader xml = factory.createXMLStreamReader(
                    new InputStreamReader(new ByteArrayInputStream(gpx), StandardCharsets.UTF_8));
            try {
                return of(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new InvalidTrackException("The upload must be GPX, which is XML, but: " + e.getMessage());
        }
    }

    private static GpxOutline of(XMLStreamReader xml) throws XMLStreamException {
        GPX.Version version = null;
        Map<Integer, String> unplaced = new TreeMap<>();
        int points = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw new InvalidTrackException(NO_DOCTYPE);
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (version == null) {
                    version = version(xml);
                } else if (xml.getLocalName().equals("trkpt")) {
                    points++;
                    String problem = problem(xml.getAttributeValue(null, "lat"), xml.getAttributeValue(null, "lon"));
                    if (problem != null) {
                        unplaced.put(points, problem);
                    }
                }
            }
        }
        if (version == null) {
            throw new InvalidTrackException("The upload must be GPX, but is empty");
        }
        return new GpxOutline(version, unplaced);
    }

    private static GPX.Version version(XMLStreamReader root) {
        if (!root.getLocalName().equals("gpx")) {
            throw new InvalidTrackException(
                    "The upload must be GPX, but its root element is <" + root.getLocalName() + ">");
        }
        return "1.0".equals(root.getAttributeValue(null, "version")) ? GPX.Version.V10 : GPX.Version.V11;
    }

    private static @Nullable String problem(@Nullable String latitude, @Nullable String longitude) {
        if (latitude == null || longitude == null) {
            return "A track point must have lat and lon";
        }
        try {
            new GeoPoint(Double.parseDouble(latitude.trim()), Double.parseDouble(longitude.trim()));
            return null;
        } catch (NumberFormatException e) {
            return "lat and lon must be numbers, but were \"" + latitude + "\" and \"" + longitude + '"';
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }
}
