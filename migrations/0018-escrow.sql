-- A secret in escrow is sealed by its party to the holders' own keys and stands in the draw's state; nothing here can open it.
drop table draw_escrow;
