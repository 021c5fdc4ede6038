package org.bianmin.hub.console;

import java.util.List;
import org.bianmin.hub.delivery.DeliveryCommands;
import org.bianmin.hub.receive.SourceStates;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The routes as a diagram, and each route with its nodes. */
@ConsolePage
@RequestMapping("/flows")
final class FlowPages {

  private final Flows flows;
  private final Switches switches;

  FlowPages(Flows flows, Switches switches) {
    this.flows = flows;
    this.switches = switches;
  }

  /** Stops and starts what comes in or goes out. */
  @Component
  static final class Switches {

    private final Flows flows;
    private final ObjectProvider<SourceStates> sources;
    private final DeliveryCommands deliveries;

    Switches(Flows flows, ObjectProvider<SourceStates> sources, DeliveryCommands deliveries) {
      this.flows = flows;
      this.sources = sources;
      this.deliveries = deliveries;
    }

    void pause(String route, String reason) {
      String why = MessageFilter.given(reason);
      if (why == null) {
        throw new BadRequest("reason is missing", null);
      }
      Flows.Flow flow = pausable(route);
      if (flow.group().equals("forward")) {
        deliveries.pause(flow.subject(), why);
      } else if (!sources.getObject().pause(flow.subject())) {
        throw new Refused("The route " + route + " does not run");
      }
    }

    void resume(String route) {
      Flows.Flow flow = pausable(route);
      if (flow.group().equals("forward")) {
        deliveries.resume(flow.subject());
      } else if (!sources.getObject().resume(flow.subject())) {
        throw new Refused("The route " + route + " was not stopped");
      }
    }

    private Flows.Flow pausable(String route) {
      Flows.Flow flow =
          flows.find(route).orElseThrow(() -> new NotFound("There is no route " + route));
      if (!flow.pausable()) {
        throw new Refused("The route " + route + " cannot be paused by itself");
      }
      return flow;
    }
  }

  @GetMapping
  String page(Model model) {
    add(model);
    return "console/flows";
  }

  /** The moving part alone. */
  @GetMapping("/live")
  String live(Model model) {
    add(model);
    return "console/flows :: flows";
  }

  private void add(Model model) {
    List<Flows.Flow> all = flows.all();
    model.addAttribute("flows", all);
    model.addAttribute("stages", flows.stages());
    model.addAttribute("chart", FlowChart.of(all));
  }

  @GetMapping("/{route}")
  String route(@PathVariable String route, Model model) {
    addRoute(route, model);
    return "console/flow";
  }

  /** The nodes of a route alone. */
  @GetMapping("/{route}/live")
  String routeLive(@PathVariable String route, Model model) {
    addRoute(route, model);
    return "console/flow :: nodes";
  }

  private void addRoute(String route, Model model) {
    model.addAttribute(
        "flow", flows.find(route).orElseThrow(() -> new NotFound("There is no route " + route)));
  }

  @PostMapping("/{route}/pause")
  String pause(@PathVariable String route, @RequestParam String reason) {
    switches.pause(route, reason);
    return "redirect:/flows/" + route;
  }

  @PostMapping("/{route}/resume")
  String resume(@PathVariable String route) {
    switches.resume(route);
    return "redirect:/flows/" + route;
  }
}
