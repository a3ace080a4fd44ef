ALTER TABLE `api_tokens` ADD `service_id` text REFERENCES services(id);--> statement-breakpoint
CREATE INDEX `api_tokens_service` ON `api_tokens` (`service_id`);