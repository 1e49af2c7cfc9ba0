import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";

const page = document.getElementById("api-docs");
SwaggerUI({
  domNode: page,
  url: page.dataset.document,
  deepLinking: true,
  persistAuthorization: false,
  // no validator badge: nothing leaves this server
  validatorUrl: null,
});
