"""Plans from files of the national plan model (Ryhti JSON) and of the ministry's earlier GML."""
