package org.nasturtium.app.report;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes one SVG element for inclusion in an HTML page: names and texts are escaped, numbers have
 * one decimal.
 *
 * <p>Attributes come in pairs of a name and a value.
 */
final class SvgWriter {
  /** The fonts of pictures, those of the page. */
  static final String FONTS =
      "system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif";

  private final StringWriter out = new StringWriter();
  private final XMLStreamWriter xml;

  /**
   * Starts a picture.
   *
   * @param title what the picture shows, for readers who cannot see it
   * @param width of the picture, pixels
   * @param height of the picture, pixels
   */
  SvgWriter(String title, double width, double height) {
    try {
      this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("the XML writer of the JDK does not start", e);
    }
    String box = "0 0 " + number(width) + " " + number(height);
    open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        box,
        "width",
        width,
        "height",
        height);
    attributes("role", "img", "aria-label", title, "font-family", FONTS);
  }

  /** Opens an element. */
  SvgWriter open(String element, Object... attributes) {
    return write(() -> xml.writeStartElement(element)).attributes(attributes);
  }

  /** Closes the innermost open element. */
  SvgWriter close() {
    return write(xml::writeEndElement);
  }

  /** Writes an element without content. */
  SvgWriter empty(String element, Object... attributes) {
    return write(() -> xml.writeEmptyElement(element)).attributes(attributes);
  }

  /** Writes an element that holds one text. */
  SvgWriter text(String content, Object... attributes) {
    return open("text", attributes).write(() -> xml.writeCharacters(content)).close();
  }

  /** Ends the picture and returns it. */
  String end() {
    write(xml::writeEndDocument).write(xml::flush);
    return out.toString();
  }

  /** Returns a number as pictures write it. */
  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    String shorter = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    return shorter.equals("-0") ? "0" : shorter;
  }

  private SvgWriter attributes(Object... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      String name = (String) pairs[i];
      Object value = pairs[i + 1];
      String text = value instanceof Number n ? number(n.doubleValue()) : value.toString();
      write(() -> xml.writeAttribute(name, text));
    }
    return this;
  }

  private SvgWriter write(Step step) {
    try {
      step.run();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a picture in memory could not be written", e);
    }
  }

  private interface Step {
    void run() throws XMLStreamException;
  }
}
