package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Takes who asks, and why, out of the bodies of requests for the audit trail. */
@ControllerAdvice(basePackageClasses = AuditedBodies.class)
final class AuditedBodies extends RequestBodyAdviceAdapter {

  private final AuditedRequests requests;

  AuditedBodies(AuditedRequests requests) {
    this.requests = requests;
  }

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public Object afterBodyRead(
      Object body,
      HttpInputMessage message,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter) {
    requests.body(request(), said(body));
    return body;
  }

  @Override
  public Object handleEmptyBody(
      Object body,
      HttpInputMessage message,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter) {
    requests.body(request(), Map.of());
    return body;
  }

  private static HttpServletRequest request() {
    return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
        .getRequest();
  }

  private static Map<String, String> said(Object body) {
    Map<String, String> said = new HashMap<>();
    if (body instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            if (name instanceof String word && value instanceof String text && isSaid(word)) {
              said.put(word, text);
            }
          });
    } else if (body instanceof Record) {
      for (RecordComponent component : body.getClass().getRecordComponents()) {
        if (isSaid(component.getName()) && component.getType() == String.class) {
          said.put(component.getName(), text(component, body));
        } else if (isSaid(component.getName()) && component.getType() == List.class) {
          said.put(component.getName(), text(component, body));
        }
      }
    }
    return said;
  }

  private static boolean isSaid(String name) {
    return name.equals("who") || name.equals("reason") || AuditedActs.CONCERNS.contains(name);
  }

  private static String text(RecordComponent component, Object body) {
    try {
      component.getAccessor().setAccessible(true);
      Object value = component.getAccessor().invoke(body);
      return value instanceof List<?> list
          ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
          : (String) value;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A body of the API cannot be read", e);
    }
  }
}
