package org.bianmin.hub.console;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** Languages of the console, and the description of the API. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ConsoleProperties.class, HubZone.class, OverviewProperties.class})
class ConsoleWeb implements WebMvcConfigurer {

  /**
   * Texts of the console, each in Chinese and English; a page of many words has a file of its own.
   */
  static final String[] TEXTS = {
    "console/messages",
    "console/access",
    "console/alerts",
    "console/declarations",
    "console/running",
    "console/search",
    "console/tables"
  };

  private final AuditedRequests audited;
  private final PermittedRequests permitted;

  ConsoleWeb(AuditedRequests audited, PermittedRequests permitted) {
    this.audited = audited;
    this.permitted = permitted;
  }

  @Bean
  MessageSource messageSource() {
    ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
    texts.setBasenames(TEXTS);
    texts.setDefaultEncoding("UTF-8");
    texts.setFallbackToSystemLocale(false);
    texts.setDefaultLocale(Locale.CHINESE);
    return texts;
  }

  /** Chinese unless the person chose otherwise; the choice is kept in a cookie. */
  @Bean
  LocaleResolver localeResolver() {
    CookieLocaleResolver cookie = new CookieLocaleResolver("hub-lang");
    cookie.setDefaultLocale(Locale.CHINESE);
    cookie.setCookieMaxAge(Duration.ofDays(365));
    cookie.setCookieHttpOnly(true);
    cookie.setCookieSameSite("Lax");
    return cookie;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    LocaleChangeInterceptor language = new LocaleChangeInterceptor();
    language.setParamName("lang");
    language.setIgnoreInvalidLocale(true);
    // to look for its parameter is to read the body of a form, which is the wallet's to sign
    registry.addInterceptor(language).excludePathPatterns("/payments/**");
    registry.addInterceptor(audited).excludePathPatterns("/payments/**", "/fhir/**");
    registry.addInterceptor(permitted).excludePathPatterns("/payments/**", "/fhir/**");
  }

  @Bean
  OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Bianmin Hub 便民枢纽")
                .version("v1")
                .description(
                    "Messages, measure events and deliveries of the hub. Times are RFC 3339; lists"
                        + " answer items and next, and page by after; errors are RFC 9457"
                        + " problems."));
  }
}
