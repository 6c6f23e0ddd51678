package kz.digitaltenge.app.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.RoleFiles;
import kz.digitaltenge.ledger.NetworkParameters;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.Participant;

/// The folders of a network's keys, by whose they are.
final class KeyPlaces {
  static final String ID_CENTRE = "id-centre";

  private KeyPlaces() {}

  static Map<String, Path> of(DataFolder folder) {
    NetworkParameters network = RoleFiles.chain(folder).getLast().parameters();
    var places = new LinkedHashMap<String, Path>();
    for (Participant participant : network.participants()) {
      String whose = participant.node().value();
      places.put(whose, folder.node(participant.node()).resolve("keys"));
      places.put(whose + " gateway", folder.gateway(participant.node()));
    }
    for (NotaryMember member : network.notary()) {
      places.put(member.name(), folder.notary(member.name()).resolve("keys"));
    }
    for (String officer : NodeKeys.officerNames()) {
      places.put(officer, folder.officer(officer).resolve("keys"));
    }
    places.put(ID_CENTRE, folder.idCentre().resolve("keys"));
    places.put("network authority", folder.authority());
    places.put("participants' authority", folder.participants());
    places.values().removeIf(place -> !Files.isDirectory(place));
    return places;
  }
}
