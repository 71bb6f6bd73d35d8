"""The panel of attachments that pages of cases and villagers carry."""
