"""Dublin Core records (floor 3): ``oai_dc``, qualified Dublin Core and DCMI terms in XML."""
