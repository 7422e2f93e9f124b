package org.nasturtium.app.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/**
 * A template is a FreeMarker text of this package that is filled with values. In {@code .ftlh}
 * files every value is escaped for HTML.
 *
 * @param file the name of the file
 */
record Template(String file) {
  /**
   * Returns the filled text.
   *
   * @param values the values, by the names the template uses
   */
  String fill(Map<String, Object> values) {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(Template.class, "");
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setFallbackOnNullLoopVariable(false);
    StringWriter out = new StringWriter();
    try {
      configuration.getTemplate(file).process(values, out);
    } catch (IOException e) {
      throw new UncheckedIOException("template " + file + " is missing or malformed", e);
    } catch (TemplateException e) {
      throw new IllegalStateException(
          "template " + file + " asks for something that is not there", e);
    }
    return out.toString();
  }

  /**
   * Returns markup that an HTML template includes as it is.
   *
   * @param html escaped markup
   */
  static TemplateModel markup(String html) {
    try {
      return HTMLOutputFormat.INSTANCE.fromMarkup(html);
    } catch (TemplateModelException e) {
      throw new IllegalStateException("markup in memory could not be wrapped", e);
    }
  }
}
