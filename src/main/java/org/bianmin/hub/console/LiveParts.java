package org.bianmin.hub.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;

/**
 * Renders parts of pages outside of a request, so that one rendering serves everybody who watches
 * in that language.
 */
@Component
final class LiveParts {

  /** The console stands at the root, so a link needs no request to be written. */
  private static final class Links extends StandardLinkBuilder {

    @Override
    protected String computeContextPath(
        IExpressionContext context, String base, Map<String, Object> parameters) {
      return "";
    }

    @Override
    protected String processLink(IExpressionContext context, String link) {
      return link;
    }
  }

  private final SpringTemplateEngine engine = new SpringTemplateEngine();
  private final ApplicationContext beans;
  private final Times times;

  LiveParts(
      SpringTemplateEngine ofPages, MessageSource texts, ApplicationContext beans, Times times) {
    this.beans = beans;
    this.times = times;
    engine.setTemplateResolvers(ofPages.getTemplateResolvers());
    engine.setTemplateEngineMessageSource(texts);
    engine.setLinkBuilder(new Links());
  }

  /**
   * Renders fragments of a template.
   *
   * @param parts names of the fragments, which are the ids of their elements, too
   * @return HTML by part, in the order of the parts
   */
  Map<String, String> render(
      String template, List<String> parts, Map<String, Object> model, Locale language) {
    Locale before = LocaleContextHolder.getLocale();
    LocaleContextHolder.setLocale(language);
    try {
      Context context = new Context(language, model);
      context.setVariable("times", times);
      context.setVariable(
          ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME,
          new ThymeleafEvaluationContext(beans, DefaultConversionService.getSharedInstance()));
      Map<String, String> html = new LinkedHashMap<>();
      for (String part : parts) {
        html.put(part, engine.process(template, Set.of(part), context).strip());
      }
      return html;
    } finally {
      LocaleContextHolder.setLocale(before);
    }
  }
}
