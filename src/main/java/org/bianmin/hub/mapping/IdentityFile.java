package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.List;

/** Reads patient-identities.yaml. */
final class IdentityFile {

  private IdentityFile() {}

  static List<IdentityBinding> read(YamlMap yaml) {
    List<IdentityBinding> bindings = new ArrayList<>();
    for (String format : EventFile.FORMATS.stream().sorted().toList()) {
      for (YamlMap binding : yaml.maps(format)) {
        List<IdentityBinding.Id> ids = new ArrayList<>();
        for (YamlMap id : binding.maps("ids")) {
          String type = id.required("type");
          Paths path = id.paths("path");
          if (path.alternatives().isEmpty()) {
            id.problem(id.line(), "'path' is missing: where does the number stand?");
          }
          ids.add(new IdentityBinding.Id(type, path));
          id.done();
        }
        if (ids.isEmpty()) {
          binding.problem(binding.line(), "'ids' is missing: nobody is known without a legal id");
        }
        bindings.add(
            new IdentityBinding(
                format,
                ids,
                binding.paths("name"),
                binding.paths("given"),
                binding.paths("sex"),
                binding.paths("birthDate"),
                binding.file(),
                binding.line()));
        binding.done();
      }
    }
    yaml.done();
    return bindings;
  }
}
