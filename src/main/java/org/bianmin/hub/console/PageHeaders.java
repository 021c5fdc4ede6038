package org.bianmin.hub.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Headers that let a browser load nothing from elsewhere and show the console in no frame. */
@Component
final class PageHeaders extends OncePerRequestFilter {

  private static final String OWN =
      "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'; object-src 'none'";

  /**
   * The API's own pages (Swagger UI) write styles into their elements; what is printed or kept
   * holds its own.
   */
  private static final String INLINE = OWN + "; style-src 'self' 'unsafe-inline'";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getRequestURI();
    boolean inline = path.contains("/swagger-ui") || path.endsWith("/print");
    response.setHeader("Content-Security-Policy", inline ? INLINE : OWN);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    chain.doFilter(request, response);
  }
}
