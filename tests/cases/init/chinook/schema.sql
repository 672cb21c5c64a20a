-- The eleven tables of the Chinook sample, a shop for digital music.
CREATE TABLE "Artist" ("ArtistId" integer NOT NULL, "Name" varchar(120), CONSTRAINT "PK_Artist" PRIMARY KEY ("ArtistId"));
CREATE TABLE "Album" ("AlbumId" integer NOT NULL, "Title" varchar(160) NOT NULL,
  "ArtistId" integer NOT NULL REFERENCES "Artist" ("ArtistId"), CONSTRAINT "PK_Album" PRIMARY KEY ("AlbumId"));
CREATE TABLE "Employee" ("EmployeeId" integer NOT NULL, "LastName" varchar(20) NOT NULL, "FirstName" varchar(20) NOT NULL,
  "Title" varchar(30), "ReportsTo" integer REFERENCES "Employee" ("EmployeeId"), "BirthDate" timestamp, "HireDate" timestamp,
  "Address" varchar(70), "City" varchar(40), "State" varchar(40), "Country" varchar(40), "PostalCode" varchar(10),
  "Phone" varchar(24), "Fax" varchar(24), "Email" varchar(60), CONSTRAINT "PK_Employee" PRIMARY KEY ("EmployeeId"));
CREATE TABLE "Customer" ("CustomerId" integer NOT NULL, "FirstName" varchar(40) NOT NULL, "LastName" varchar(20) NOT NULL,
  "Company" varchar(80), "Address" varchar(70), "City" varchar(40), "State" varchar(40), "Country" varchar(40),
  "PostalCode" varchar(10), "Phone" varchar(24), "Fax" varchar(24), "Email" varchar(60) NOT NULL,
  "SupportRepId" integer REFERENCES "Employee" ("EmployeeId"), CONSTRAINT "PK_Customer" PRIMARY KEY ("CustomerId"));
CREATE TABLE "Invoice" ("InvoiceId" integer NOT NULL, "CustomerId" integer NOT NULL REFERENCES "Customer" ("CustomerId"),
  "InvoiceDate" timestamp NOT NULL, "BillingAddress" varchar(70), "BillingCity" varchar(40), "BillingState" varchar(40),
  "BillingCountry" varchar(40), "BillingPostalCode" varchar(10), "Total" numeric(10,2) NOT NULL,
  CONSTRAINT "PK_Invoice" PRIMARY KEY ("InvoiceId"));
CREATE TABLE "Genre" ("GenreId" integer NOT NULL, "Name" varchar(120), CONSTRAINT "PK_Genre" PRIMARY KEY ("GenreId"));
CREATE TABLE "MediaType" ("MediaTypeId" integer NOT NULL, "Name" varchar(120),
  CONSTRAINT "PK_MediaType" PRIMARY KEY ("MediaTypeId"));
CREATE TABLE "Track" ("TrackId" integer NOT NULL, "Name" varchar(200) NOT NULL, "AlbumId" integer REFERENCES "Album" ("AlbumId"),
  "MediaTypeId" integer NOT NULL REFERENCES "MediaType" ("MediaTypeId"), "GenreId" integer REFERENCES "Genre" ("GenreId"),
  "Composer" varchar(220), "Milliseconds" integer NOT NULL, "Bytes" integer, "UnitPrice" numeric(10,2) NOT NULL,
  CONSTRAINT "PK_Track" PRIMARY KEY ("TrackId"));
CREATE TABLE "InvoiceLine" ("InvoiceLineId" integer NOT NULL, "InvoiceId" integer NOT NULL REFERENCES "Invoice" ("InvoiceId"),
  "TrackId" integer NOT NULL REFERENCES "Track" ("TrackId"), "UnitPrice" numeric(10,2) NOT NULL, "Quantity" integer NOT NULL,
  CONSTRAINT "PK_InvoiceLine" PRIMARY KEY ("InvoiceLineId"));
CREATE TABLE "Playlist" ("PlaylistId" integer NOT NULL, "Name" varchar(120), CONSTRAINT "PK_Playlist" PRIMARY KEY ("PlaylistId"));
CREATE TABLE "PlaylistTrack" ("PlaylistId" integer NOT NULL REFERENCES "Playlist" ("PlaylistId"),
  "TrackId" integer NOT NULL REFERENCES "Track" ("TrackId"), CONSTRAINT "PK_PlaylistTrack" PRIMARY KEY ("PlaylistId", "TrackId"));
CREATE INDEX "IFK_InvoiceCustomerId" ON "Invoice" ("CustomerId");
CREATE INDEX "IFK_TrackGenreId" ON "Track" ("GenreId");
