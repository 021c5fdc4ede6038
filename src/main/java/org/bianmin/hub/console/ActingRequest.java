package org.bianmin.hub.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.access.Person;

/** A changing request of a signed-in person: its {@code who} is that person, whatever was typed. */
final class ActingRequest extends HttpServletRequestWrapper {

  private static final String WHO = "who";

  private final String who;

  ActingRequest(HttpServletRequest request, Person person) {
    super(request);
    this.who = person.signature();
  }

  @Override
  public String getParameter(String name) {
    return name.equals(WHO) ? who : super.getParameter(name);
  }

  @Override
  public String[] getParameterValues(String name) {
    return name.equals(WHO) ? new String[] {who} : super.getParameterValues(name);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    Map<String, String[]> map = new LinkedHashMap<>(super.getParameterMap());
    map.put(WHO, new String[] {who});
    return map;
  }

  @Override
  public Enumeration<String> getParameterNames() {
    Set<String> names = new LinkedHashSet<>(Collections.list(super.getParameterNames()));
    names.add(WHO);
    return Collections.enumeration(names);
  }
}
